namespace Bingobot.Discord.Payloads;

/// <summary>
/// The application that a bot belongs to. See
/// <see href="https://docs.discord.com/developers/resources/application#application-object"/>.
/// </summary>
public sealed record Application
{
    /// <summary>The application's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>Its name; READY leaves it out.</summary>
    public string? Name { get; init; }

    /// <summary>Its description.</summary>
    public string? Description { get; init; }

    /// <summary>Its flags, a bit field; they tell which privileged intents it was given.</summary>
    public ApplicationFlags? Flags { get; init; }

    /// <summary>Its bot.</summary>
    public User? Bot { get; init; }

    /// <summary>Who owns it.</summary>
    public User? Owner { get; init; }
}

/// <summary>
/// What an application was given. See
/// <see href="https://docs.discord.com/developers/resources/application#application-object-application-flags"/>.
/// </summary>
[Flags]
public enum ApplicationFlags
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>May receive presences, in 100 or more guilds.</summary>
    GatewayPresence = 1 << 12,
    /// <summary>May receive presences, in fewer than 100 guilds.</summary>
    GatewayPresenceLimited = 1 << 13,
    /// <summary>May receive members, in 100 or more guilds.</summary>
    GatewayGuildMembers = 1 << 14,
    /// <summary>May receive members, in fewer than 100 guilds.</summary>
    GatewayGuildMembersLimited = 1 << 15,
    /// <summary>May receive the content of messages, in 100 or more guilds.</summary>
    GatewayMessageContent = 1 << 18,
    /// <summary>May receive the content of messages, in fewer than 100 guilds.</summary>
    GatewayMessageContentLimited = 1 << 19,
}
