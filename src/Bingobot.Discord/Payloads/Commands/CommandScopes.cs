namespace Bingobot.Discord.Payloads;

/// <summary>
/// Where an application can be installed. See
/// <see href="https://docs.discord.com/developers/resources/application#application-object-application-integration-types"/>.
/// </summary>
public enum ApplicationIntegrationType
{
    /// <summary>In a guild.</summary>
    Guild = 0,
    /// <summary>With a user.</summary>
    User = 1,
}

/// <summary>
/// Where a command can be used, or was. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types"/>.
/// </summary>
public enum InteractionContextType
{
    /// <summary>In guilds.</summary>
    Guild = 0,
    /// <summary>In direct messages with the bot.</summary>
    BotDirectMessage = 1,
    /// <summary>In other direct messages and groups.</summary>
    PrivateChannel = 2,
}
