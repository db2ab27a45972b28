namespace Bingobot.Discord.Payloads;

/// <summary>
/// Asks for what channels of a guild show for a while only, which comes as CHANNEL_INFO. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#request-channel-info"/>.
/// </summary>
public sealed record RequestChannelInfo
{
    /// <summary>The guild.</summary>
    public Snowflake GuildId { get; init; }

    /// <summary>What is asked for: of <see cref="ChannelInfoField"/>, at least one.</summary>
    public required IReadOnlyList<string> Fields { get; init; }
}

/// <summary>What a <see cref="RequestChannelInfo"/> can ask for.</summary>
public static class ChannelInfoField
{
    /// <summary>The status of a voice channel.</summary>
    public const string Status = "status";

    /// <summary>When the voice session in a channel began.</summary>
    public const string VoiceStartTime = "voice_start_time";
}
