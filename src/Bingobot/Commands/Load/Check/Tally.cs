namespace Bingobot.Commands.Load.Check;

/// <summary>What became of what was sent.</summary>
internal sealed class Tally
{
    /// <summary>How many there were.</summary>
    public long Sent { get; set; }

    /// <summary>How many were recorded.</summary>
    public long Arrived { get; set; }

    /// <summary>How many are not, since their session was lost on purpose, and the bot says so.</summary>
    public long InGaps { get; set; }

    /// <summary>How many are not, for no reason.</summary>
    public long Lost { get; set; }

    /// <summary>How often something was recorded that had been recorded before.</summary>
    public long Doubled { get; set; }
}
