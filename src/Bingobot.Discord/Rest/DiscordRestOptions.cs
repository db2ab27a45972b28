namespace Bingobot.Discord.Rest;

/// <summary>What a <see cref="DiscordRest"/> is told.</summary>
public sealed class DiscordRestOptions
{
    /// <summary>Discord's own API, version 10.</summary>
    public static readonly Uri DefaultApiBaseUrl = new("https://discord.com/api/v10");

    /// <summary>The default of <see cref="RequestsPerSecond"/>.</summary>
    public const int DefaultRequestsPerSecond = 50;

    /// <summary>The default of <see cref="MaxRetries"/>.</summary>
    public const int DefaultMaxRetries = 4;

    /// <summary>The default of <see cref="MaxResponseBytes"/>: 16 MiB.</summary>
    public const int DefaultMaxResponseBytes = 16 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxInvalidRequests"/>.</summary>
    public const int DefaultMaxInvalidRequests = 9_000;

    /// <summary>What Discord allows, and the most that <see cref="MaxInvalidRequests"/> may be.</summary>
    public const int InvalidRequestLimit = 10_000;

    /// <summary>The bot's token, without a "Bot " before it.</summary>
    public required string Token { get; init; }

    /// <summary>Where the API is: https, or http on this machine. Discord's by default.</summary>
    public Uri ApiBaseUrl { get; init; } = DefaultApiBaseUrl;

    /// <summary>
    /// Where the bot's project is; Discord wants it in the User-Agent. See
    /// <see href="https://docs.discord.com/developers/reference#user-agent"/>.
    /// </summary>
    public Uri ProjectUrl { get; init; } = new("https://bingobot.example");

    /// <summary>
    /// The most requests begun in any second, interactions not counted; 50 by default, which is what every bot has. See
    /// <see href="https://docs.discord.com/developers/topics/rate-limits#global-rate-limit"/>.
    /// </summary>
    public int RequestsPerSecond { get; init; } = DefaultRequestsPerSecond;

    /// <summary>How long one attempt may take, more than zero; 15 s by default.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one attempt may take that carries files, more than zero; 2 minutes by default.</summary>
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How many answers of 401, 403 or 429 within 10 minutes make the client stop sending, 1 to 10,000; 9,000 by default. At 10,000
    /// Discord bans the bot's address; the rest is left for what is under way, for other programs at the address, and for what an
    /// earlier process did, since the count is in memory only. Such a request fails with
    /// <see cref="DiscordInvalidRequestLimitException"/>. See
    /// <see href="https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans"/>.
    /// </summary>
    public int MaxInvalidRequests { get; init; } = DefaultMaxInvalidRequests;

    /// <summary>
    /// How often a request that may be sent again is, after a server's error or a broken connection; 4 by default.
    /// </summary>
    public int MaxRetries { get; init; } = DefaultMaxRetries;

    /// <summary>
    /// The longest wait for a rate limit; where Discord asks for more, the request fails instead. 15 minutes by default,
    /// the life of an interaction's token.
    /// </summary>
    public TimeSpan MaxRateLimitWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The largest response accepted, in bytes; 16 MiB by default.</summary>
    public int MaxResponseBytes { get; init; } = DefaultMaxResponseBytes;

    /// <summary>The clock of limits and delays; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Spreads retries; the client alone uses it from then on.</summary>
    public required Random Random { get; init; }

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Token);
        ArgumentNullException.ThrowIfNull(Random);
        ArgumentOutOfRangeException.ThrowIfLessThan(RequestsPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResponseBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInvalidRequests, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxInvalidRequests, InvalidRequestLimit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AttemptTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(UploadTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRateLimitWait, TimeSpan.Zero);
        if (!IsAllowed(ApiBaseUrl))
        {
            throw new ArgumentException(
                $"'{ApiBaseUrl}' is no address for the API: https://… is expected, or http://… on this machine.", nameof(ApiBaseUrl));
        }
    }

    private static bool IsAllowed(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
