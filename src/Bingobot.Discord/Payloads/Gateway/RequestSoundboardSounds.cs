namespace Bingobot.Discord.Payloads;

/// <summary>
/// Asks for the soundboard sounds of guilds, which come as SOUNDBOARD_SOUNDS, one for each guild. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#request-soundboard-sounds"/>.
/// </summary>
public sealed record RequestSoundboardSounds
{
    /// <summary>The guilds, at least one; about 180 fit into a frame.</summary>
    public required IReadOnlyList<Snowflake> GuildIds { get; init; }
}
