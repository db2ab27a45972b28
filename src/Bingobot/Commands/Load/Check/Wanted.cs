namespace Bingobot.Commands.Load.Check;

/// <summary>What the bot records of what it hears.</summary>
internal enum FactKind
{
    /// <summary>A session began.</summary>
    Session,

    /// <summary>A guild, as it is at the beginning of a session.</summary>
    Guild,

    /// <summary>Somebody wrote.</summary>
    Message,

    /// <summary>Somebody entered, changed or left a voice channel.</summary>
    Voice,

    /// <summary>Somebody used a command or a button.</summary>
    Interaction,
}

/// <summary>What a fact is about; what does not belong to its kind is 0.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Guild">The guild.</param>
/// <param name="Id">The message or interaction.</param>
/// <param name="User">Who.</param>
/// <param name="Channel">Where.</param>
internal readonly record struct FactKey(FactKind Kind, ulong Guild, ulong Id, ulong User, ulong Channel);

/// <summary>Something that the bot should have recorded.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Sequence">Its number in its session; 0 where no session was there to hear of it.</param>
/// <param name="Ordinal">Its place among all that the sandbox did.</param>
internal sealed record Wanted(FactKey Key, long Sequence, long Ordinal)
{
    /// <summary>How often it was recorded.</summary>
    public int Recorded { get; set; }
}
