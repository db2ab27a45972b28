namespace Bingobot.Sandbox;

/// <summary>Which events a session gets (<see href="https://docs.discord.com/developers/events/gateway#gateway-intents"/>).</summary>
internal static class Intents
{
    /// <summary>No intent is needed.</summary>
    public const int None = 0;
    public const int Guilds = 1 << 0;
    public const int GuildMembers = 1 << 1;
    public const int GuildModeration = 1 << 2;
    public const int GuildVoiceStates = 1 << 7;
    public const int GuildPresences = 1 << 8;
    public const int GuildMessages = 1 << 9;
    public const int GuildMessageReactions = 1 << 10;
    public const int GuildMessageTyping = 1 << 11;
    public const int MessageContent = 1 << 15;

    /// <summary>Bits 0 to 16, 20, 21, 24 and 25 are defined.</summary>
    public const int All = ((1 << 17) - 1) | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);
}
