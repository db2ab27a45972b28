namespace Bingobot.Discord.Rest.Http;

/// <summary>What to send.</summary>
/// <param name="Route">Where to.</param>
internal readonly record struct RestRequest(RestRoute Route)
{
    /// <summary>The body; null where there is none.</summary>
    public RestBody? Body { get; init; }

    /// <summary>Whether to do it twice is to do it once.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>How long after an attempt that holds; null: for ever.</summary>
    public TimeSpan? IdempotentFor { get; init; }

    /// <summary>Why, for the guild's audit log.</summary>
    public string? Reason { get; init; }

    /// <summary>A person's OAuth2 token, instead of the bot's.</summary>
    public string? Bearer { get; init; }

    /// <summary>Whether the bot's own token says who asks.</summary>
    public bool AsBot => !Route.HasOwnToken && Bearer is null;
}
