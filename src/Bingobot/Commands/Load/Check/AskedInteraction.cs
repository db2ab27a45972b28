namespace Bingobot.Commands.Load.Check;

/// <summary>An interaction as the sandbox saw it.</summary>
internal sealed class AskedInteraction
{
    /// <summary>Whether the bot has recorded that it was asked.</summary>
    public bool IsHeard { get; set; }

    /// <summary>How often it was acknowledged.</summary>
    public int Acknowledged { get; set; }

    /// <summary>Whether the answer was to come later.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>Whether it was answered.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>How many messages the bot wrote for it.</summary>
    public int Messages { get; set; }

    /// <summary>How many answers the bot recorded.</summary>
    public int Recorded { get; set; }
}
