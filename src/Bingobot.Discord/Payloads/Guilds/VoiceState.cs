using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// In which voice channel a user sits. See
/// <see href="https://docs.discord.com/developers/resources/voice#voice-state-object"/>.
/// </summary>
public sealed record VoiceState
{
    /// <summary>The guild; absent within GUILD_CREATE.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>The voice channel; null once the user has left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Snowflake? ChannelId { get; init; }

    /// <summary>Who.</summary>
    public Snowflake UserId { get; init; }

    /// <summary>Who, as a member.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>The id of the voice session.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Whether deafened by the guild.</summary>
    public bool Deaf { get; init; }

    /// <summary>Whether muted by the guild.</summary>
    public bool Mute { get; init; }

    /// <summary>Whether deafened by oneself.</summary>
    public bool SelfDeaf { get; init; }

    /// <summary>Whether muted by oneself.</summary>
    public bool SelfMute { get; init; }

    /// <summary>Whether streaming.</summary>
    public bool? SelfStream { get; init; }

    /// <summary>Whether the camera is on.</summary>
    public bool SelfVideo { get; init; }

    /// <summary>Whether not allowed to speak on a stage.</summary>
    public bool Suppress { get; init; }

    /// <summary>When the user asked to speak on a stage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? RequestToSpeakTimestamp { get; init; }
}
