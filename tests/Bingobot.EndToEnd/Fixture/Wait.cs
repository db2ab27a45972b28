using System.Diagnostics;

namespace Bingobot.EndToEnd;

/// <summary>Waits for conditions, with a deadline.</summary>
internal static class Wait
{
    /// <summary>Long enough for a machine that does other things beside.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until there is an answer.</summary>
    /// <exception cref="TimeoutException">There was none within <paramref name="within"/>.</exception>
    public static async Task<T> ForAsync<T>(
        Func<Task<T?>> probe, string what, TimeSpan? within = null, Func<string>? details = null)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Step);
        do
        {
            if (await probe() is { } answer)
                return answer;
        }
        while (clock.Elapsed < (within ?? Patience) && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));

        throw new TimeoutException($"Within {clock.Elapsed.TotalSeconds:F1} s there was not: {what}. {details?.Invoke()}");
    }

    /// <summary>Asks again and again until it is so.</summary>
    /// <exception cref="TimeoutException">It was not within <paramref name="within"/>.</exception>
    public static Task UntilAsync(
        Func<Task<bool>> probe, string what, TimeSpan? within = null, Func<string>? details = null) =>
        ForAsync(async () => await probe() ? "so" : null, what, within, details);
}
