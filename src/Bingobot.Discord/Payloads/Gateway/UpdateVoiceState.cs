using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// Brings the bot into a voice channel, to another, or out of voice. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#update-voice-state"/>.
/// </summary>
public sealed record UpdateVoiceState
{
    /// <summary>The guild.</summary>
    public Snowflake GuildId { get; init; }

    /// <summary>The channel; null: out of voice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Snowflake? ChannelId { get; init; }

    /// <summary>Whether the bot is muted.</summary>
    public bool SelfMute { get; init; }

    /// <summary>Whether the bot hears nothing.</summary>
    public bool SelfDeaf { get; init; }
}
