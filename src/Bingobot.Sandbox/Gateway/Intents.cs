namespace Bingobot.Sandbox;

/// <summary>Which events a session gets (<see href="https://docs.discord.com/developers/events/gateway#gateway-intents"/>).</summary>
internal static class Intents
{
    /// <summary>No intent is needed.</summary>
    public const int None = 0;
    public const int Guilds = 1 << 0;
    public const int GuildMembers = 1 << 1;
    public const int GuildModeration = 1 << 2;
    public const int GuildWebhooks = 1 << 5;
    public const int GuildVoiceStates = 1 << 7;
    public const int GuildPresences = 1 << 8;
    public const int GuildMessages = 1 << 9;
    public const int GuildMessageReactions = 1 << 10;
    public const int GuildMessageTyping = 1 << 11;
    public const int DirectMessages = 1 << 12;
    public const int DirectMessageReactions = 1 << 13;
    public const int DirectMessageTyping = 1 << 14;
    public const int MessageContent = 1 << 15;
    public const int GuildMessagePolls = 1 << 24;
    public const int DirectMessagePolls = 1 << 25;

    /// <summary>Bits 0 to 16, 20, 21, 24 and 25 are defined.</summary>
    public const int All = ((1 << 17) - 1) | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

    /// <summary>The intent of what happens in direct messages, by that of the same in a guild.</summary>
    public static int OfDirect(int intent) => intent switch
    {
        Guilds or GuildMessages => DirectMessages,
        GuildMessageReactions => DirectMessageReactions,
        GuildMessageTyping => DirectMessageTyping,
        GuildMessagePolls => DirectMessagePolls,
        _ => intent,
    };
}
