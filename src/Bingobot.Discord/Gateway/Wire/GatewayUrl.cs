using System.Diagnostics.CodeAnalysis;
using Bingobot.Discord.Gateway.Wire.Compression;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>
/// Addresses of the gateway. Unencrypted ones carry the token in the clear, so they are for this machine only.
/// </summary>
internal static class GatewayUrl
{
    private const string Query = $"v={GatewayProtocol.Version}&encoding=json";

    /// <summary>Adds the query; false where <paramref name="url"/> is not one to connect to.</summary>
    public static bool TryCreate(string url, GatewayCompression compression, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var given))
            return false;
        var allowed = given.Scheme == Uri.UriSchemeWss || (given.Scheme == Uri.UriSchemeWs && given.IsLoopback);
        if (!allowed)
            return false;
        var query = FrameDecompressor.NameOf(compression) is { } name ? $"{Query}&compress={name}" : Query;
        address = new UriBuilder(given) { Query = query, Fragment = "" }.Uri;
        return true;
    }
}
