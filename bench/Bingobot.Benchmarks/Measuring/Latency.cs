namespace Bingobot.Benchmarks.Measuring;

/// <summary>How long single operations took.</summary>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="Percentile99">99 of 100 took no longer.</param>
internal sealed record Latency(TimeSpan Median, TimeSpan Percentile99)
{
    /// <summary>The medians of the rounds' figures; null without rounds.</summary>
    public static Latency? MedianOf(IReadOnlyList<Latency> rounds) => rounds.Count == 0
        ? null
        : new Latency(MedianOf(rounds, round => round.Median), MedianOf(rounds, round => round.Percentile99));

    private static TimeSpan MedianOf(IReadOnlyList<Latency> rounds, Func<Latency, TimeSpan> figure) =>
        TimeSpan.FromMicroseconds(Row.MedianOf([.. rounds.Select(round => figure(round).TotalMicroseconds)]));
}
