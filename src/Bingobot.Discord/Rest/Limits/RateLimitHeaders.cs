using System.Globalization;
using System.Net.Http.Headers;

namespace Bingobot.Discord.Rest.Limits;

/// <summary>
/// What an answer's headers tell of limits. See
/// <see href="https://docs.discord.com/developers/topics/rate-limits#header-format"/>.
/// </summary>
internal readonly record struct RateLimitHeaders(string? Bucket, int? Remaining, TimeSpan? ResetAfter, bool IsGlobal, bool IsShared)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Whether Discord's API itself answered, and not the network before it.</summary>
    public bool AnyPresent => Bucket is not null || Remaining is not null || ResetAfter is not null || IsGlobal || IsShared;

    public static RateLimitHeaders Of(HttpResponseHeaders headers) => new(
        First(headers, "X-RateLimit-Bucket"),
        int.TryParse(First(headers, "X-RateLimit-Remaining"), NumberStyles.None, CultureInfo.InvariantCulture, out var left)
            ? left
            : null,
        Seconds(First(headers, "X-RateLimit-Reset-After")),
        First(headers, "X-RateLimit-Global") is "true"
            || HasScope(headers, "global"),
        HasScope(headers, "shared"));

    /// <summary>The header Retry-After, in seconds.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers) => Seconds(First(headers, "Retry-After"));

    /// <summary>A number of seconds as a time, bounded; null where it is not one.</summary>
    public static TimeSpan? Seconds(double seconds) =>
        double.IsNaN(seconds) || seconds < 0 ? null
        : seconds >= Longest.TotalSeconds ? Longest
        : TimeSpan.FromSeconds(seconds);

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? Seconds(seconds)
            : null;

    private static bool HasScope(HttpResponseHeaders headers, string scope) =>
        string.Equals(First(headers, "X-RateLimit-Scope"), scope, StringComparison.OrdinalIgnoreCase);

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
