namespace Bingobot.Discord.Payloads;

/// <summary>
/// Which events a bot wants. Members, presences and message content are privileged: the application must be given
/// them. See <see href="https://docs.discord.com/developers/events/gateway#gateway-intents"/>.
/// </summary>
[Flags]
public enum Intents
{
    /// <summary>No events but those without an intent, such as interactions.</summary>
    None = 0,
    /// <summary>Guilds, channels, roles, threads.</summary>
    Guilds = 1 << 0,
    /// <summary>Members; privileged.</summary>
    GuildMembers = 1 << 1,
    /// <summary>Bans and the audit log.</summary>
    GuildModeration = 1 << 2,
    /// <summary>Emoji, stickers and sounds.</summary>
    GuildExpressions = 1 << 3,
    /// <summary>Integrations.</summary>
    GuildIntegrations = 1 << 4,
    /// <summary>Webhooks.</summary>
    GuildWebhooks = 1 << 5,
    /// <summary>Invitations.</summary>
    GuildInvites = 1 << 6,
    /// <summary>Voice states.</summary>
    GuildVoiceStates = 1 << 7,
    /// <summary>Presences; privileged.</summary>
    GuildPresences = 1 << 8,
    /// <summary>Messages in guilds.</summary>
    GuildMessages = 1 << 9,
    /// <summary>Reactions in guilds.</summary>
    GuildMessageReactions = 1 << 10,
    /// <summary>Typing in guilds.</summary>
    GuildMessageTyping = 1 << 11,
    /// <summary>Direct messages.</summary>
    DirectMessages = 1 << 12,
    /// <summary>Reactions in direct messages.</summary>
    DirectMessageReactions = 1 << 13,
    /// <summary>Typing in direct messages.</summary>
    DirectMessageTyping = 1 << 14,
    /// <summary>What messages say; privileged.</summary>
    MessageContent = 1 << 15,
    /// <summary>Scheduled events.</summary>
    GuildScheduledEvents = 1 << 16,
    /// <summary>Rules of automatic moderation.</summary>
    AutoModerationConfiguration = 1 << 20,
    /// <summary>What automatic moderation did.</summary>
    AutoModerationExecution = 1 << 21,
    /// <summary>Polls in guilds.</summary>
    GuildMessagePolls = 1 << 24,
    /// <summary>Polls in direct messages.</summary>
    DirectMessagePolls = 1 << 25,
    /// <summary>Those that an application must be given.</summary>
    Privileged = GuildMembers | GuildPresences | MessageContent,
}
