using System.Net;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Limits;

namespace Bingobot.Discord.Rest.Http;

/// <summary>An answer, read to its end.</summary>
internal sealed record RestResponse(
    HttpStatusCode Status, byte[] Body, RateLimitHeaders Limits, TimeSpan? RetryAfterHeader)
{
    private static readonly TimeSpan RetryAfterUnknown = TimeSpan.FromSeconds(1);

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsServerError => (int)Status >= 500;

    /// <summary>
    /// Of status 429, how long to wait and whether all routes must: the body tells more exactly than the header. An
    /// answer without either comes from the network before the API, which counts all requests.
    /// </summary>
    public (TimeSpan Wait, bool Global) RateLimit()
    {
        var body = ReadRateLimit();
        var fromBody = body is { RetryAfter: > 0 } ? RateLimitHeaders.Seconds(body.RetryAfter) : null;
        var global = Limits.IsGlobal || body is { Global: true } || (body is null && !Limits.AnyPresent);
        return (fromBody ?? RetryAfterHeader ?? RetryAfterUnknown, global);
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
