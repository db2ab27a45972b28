namespace Bingobot.Discord.Rest;

/// <summary>What is known of a request that failed.</summary>
public enum RestOutcome
{
    /// <summary>Discord did not do it: it refused, or never got the request. It may be sent again.</summary>
    NotDone,
    /// <summary>Discord may have done it: no answer came, or one that does not tell.</summary>
    Unknown,
    /// <summary>Discord did it, but what it answered could not be read.</summary>
    Done,
}
