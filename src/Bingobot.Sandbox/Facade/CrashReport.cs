namespace Bingobot.Sandbox;

/// <summary>A crash of the bot that was ordered: what it knew before, and what replay gave it after.</summary>
/// <param name="Time">When it was ordered, by the machine's clock.</param>
/// <param name="Sequence">The newest durable event at that moment.</param>
/// <param name="HashBefore">The hash of the bot's state after that event, noted durably before the kill.</param>
/// <param name="HashAfter">The hash after the same event, from replay in the new process; null as long as that runs.</param>
public sealed record CrashReport(DateTimeOffset Time, long Sequence, string HashBefore, string? HashAfter)
{
    /// <summary>Whether both are the same; null as long as it is not known.</summary>
    public bool? IsEqual => HashAfter is null ? null : string.Equals(HashBefore, HashAfter, StringComparison.Ordinal);
}
