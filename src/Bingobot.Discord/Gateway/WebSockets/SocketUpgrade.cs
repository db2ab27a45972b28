using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>
/// Opens a WebSocket: the framework connects, proves the server's certificate, goes through a proxy where one is set, and asks for the
/// upgrade; from then on the connection is a stream. See <see href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1"/>.
/// </summary>
internal static class SocketUpgrade
{
    private const string Protocol = "websocket";
    private const string Version = "13";
    private const int KeyBytes = 16;

    /// <summary>What every server puts behind the key before hashing it.</summary>
    private const string KeyEnd = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Connects to a ws or wss address.</summary>
    /// <exception cref="WebSocketException">It could not be reached, or does not speak WebSocket.</exception>
    public static async Task<Stream> ConnectAsync(HttpMessageInvoker connector, Uri address, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        using var request = RequestOf(address, key);
        HttpResponseMessage? response = null;
        try
        {
            response = await connector.SendAsync(request, cancellationToken);
            Check(response, key);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return stream.CanWrite ? stream : throw Refused("The connection cannot be written to.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or WebSocketException)
        {
            response?.Dispose();
            throw e as WebSocketException ?? new WebSocketException(WebSocketError.Faulted, "The server could not be reached.", e);
        }
    }

    /// <summary>What a server that has read the key answers.</summary>
    public static string AcceptOf(string key)
    {
        // Not for secrecy: it shows that the server knows what it was asked for, and RFC 6455 has SHA-1 for it.
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeyEnd)));
#pragma warning restore CA5350
    }

    private static HttpRequestMessage RequestOf(Uri address, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", Protocol);
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", Version);
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
        return request;
    }

    private static void Check(HttpResponseMessage response, string key)
    {
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            throw Refused($"The server answered with status {(int)response.StatusCode} instead of 101.");
        if (!Has(response.Headers, "Upgrade", Protocol) || !Has(response.Headers, "Connection", "Upgrade"))
            throw Refused("The server did not upgrade to a WebSocket.");
        if (!Values(response.Headers, "Sec-WebSocket-Accept").SequenceEqual([AcceptOf(key)], StringComparer.Ordinal))
            throw Refused("The server did not answer to the key of the upgrade.");
        if (response.Headers.Contains("Sec-WebSocket-Extensions") || response.Headers.Contains("Sec-WebSocket-Protocol"))
            throw Refused("The server chose an extension or a protocol that was not offered.");
    }

    private static bool Has(HttpResponseHeaders headers, string name, string value) => Values(headers, name)
        .SelectMany(static line => line.Split(',', StringSplitOptions.TrimEntries))
        .Contains(value, StringComparer.OrdinalIgnoreCase);

    private static HeaderStringValues Values(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values : default;

    private static WebSocketException Refused(string why) => new(WebSocketError.NotAWebSocket, why);
}
