using System.Buffers;
using System.Net;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Limits;

namespace Bingobot.Discord.Rest.Http;

/// <summary>An answer, read to its end. Its body is valid until it is disposed of.</summary>
internal sealed class RestResponse(
    HttpStatusCode status, byte[] rented, int length, RateLimitHeaders limits, TimeSpan? retryAfterHeader) : IDisposable
{
    private static readonly TimeSpan RetryAfterUnknown = TimeSpan.FromSeconds(1);
    private byte[]? _rented = rented;

    public HttpStatusCode Status { get; } = status;

    public RateLimitHeaders Limits { get; } = limits;

    public ReadOnlySpan<byte> Body => _rented.AsSpan(0, length);

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>
    /// Of status 429, how long to wait and whether all routes must: the body tells more exactly than the header. An
    /// answer without either comes from the network before the API, which counts all requests.
    /// </summary>
    public (TimeSpan Wait, bool Global) RateLimit()
    {
        var body = ReadRateLimit();
        var fromBody = body is { RetryAfter: > 0 } ? RateLimitHeaders.Seconds(body.RetryAfter) : null;
        var global = Limits.IsGlobal || body is { Global: true } || (body is null && !Limits.AnyPresent);
        return (fromBody ?? retryAfterHeader ?? RetryAfterUnknown, global);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { Length: > 0 } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private RateLimitBody? ReadRateLimit()
    {
        try
        {
            return JsonSerializer.Deserialize(Body, DiscordJson.Default.RateLimitBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
