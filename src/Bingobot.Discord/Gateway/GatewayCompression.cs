namespace Bingobot.Discord.Gateway;

/// <summary>
/// How Discord compresses what it sends on a connection; what is sent to it is never compressed. See
/// <see href="https://docs.discord.com/developers/events/gateway#transport-compression"/>.
/// </summary>
public enum GatewayCompression
{
    /// <summary>Not at all: for looking at the traffic.</summary>
    None,

    /// <summary><c>zlib-stream</c>.</summary>
    Zlib,

    /// <summary><c>zstd-stream</c>: fewer bytes than zlib, in less time.</summary>
    Zstd,
}
