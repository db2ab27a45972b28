namespace Bingobot.Benchmarks.Measuring;

/// <summary>How much each workload does.</summary>
/// <param name="Scale">1 for the sizes of the specification; smaller for a shorter run.</param>
/// <param name="Rounds">Rounds that count, after one that does not.</param>
/// <param name="MostStoreBytes">Stores of the opening workloads get no larger than this.</param>
internal sealed record Sizes(double Scale, int Rounds, long MostStoreBytes)
{
    private const long AppendBytes = 200 * 1024 * 1024;

    public static IReadOnlyList<int> DocumentBytes { get; } = [100, 1024];

    /// <summary>Documents of the bulk workloads: as many as make 200 MiB.</summary>
    public long Bulk(int documentBytes) => Scaled(AppendBytes / documentBytes);

    public long Flushes(int most) => Scaled(most);

    /// <summary>Documents of a store that is opened: as many as asked for, but for the store's largest size.</summary>
    public long Opened(long documents, int documentBytes) =>
        Math.Min(Scaled(documents), MostStoreBytes / documentBytes);

    public long Scaled(long count) => Math.Max(1, (long)(count * Scale));
}
