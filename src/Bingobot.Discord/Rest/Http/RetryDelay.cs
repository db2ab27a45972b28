using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Rest.Http;

/// <summary>How long to wait before a failed request is sent again: about twice as long each time. Thread-safe.</summary>
internal sealed class RetryDelay(DiscordRestOptions options, ILogger logger)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock _randomGate = new();

    /// <summary>Waits before the retry of this number, from 1.</summary>
    public Task WaitAsync(RestRoute route, int retry, DiscordRestException problem, CancellationToken cancellationToken)
    {
        double jitter;
        lock (_randomGate)
            jitter = 0.5 + (options.Random.NextDouble() / 2);
        var seconds = Math.Min(First.TotalSeconds * Math.Pow(2, retry - 1), Longest.TotalSeconds);
        var delay = TimeSpan.FromSeconds(seconds * jitter);
        RestLog.Retrying(logger, route.Name, delay.TotalSeconds, problem.Message);
        return Task.Delay(delay, options.TimeProvider, cancellationToken);
    }
}
