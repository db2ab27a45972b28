namespace Bingobot.Benchmarks.Measuring;

/// <summary>How much each workload does.</summary>
/// <param name="Scale">1 for the sizes of the specification; smaller for a shorter run.</param>
/// <param name="Rounds">Rounds that count, after one that does not.</param>
/// <param name="MostStoreBytes">Stores of the opening workloads get no larger than this.</param>
/// <param name="MostEvents">Streams that are started get no more events than this.</param>
internal sealed record Sizes(double Scale, int Rounds, long MostStoreBytes, long MostEvents)
{
    private const long AppendBytes = 200 * 1024 * 1024;

    public static IReadOnlyList<int> DocumentBytes { get; } = [100, 1024];

    /// <summary>Documents of the bulk workloads: as many as make 200 MiB.</summary>
    public long Bulk(int documentBytes) => Scaled(AppendBytes / documentBytes);

    /// <summary>Bytes of JSON in the events of the E workloads.</summary>
    public static IReadOnlyList<int> JsonBytes { get; } = [100, 1_000];

    /// <summary>Events that are published without waiting for one; each waits in memory until it is durable.</summary>
    public long UnawaitedEvents(int jsonBytes) => Scaled(jsonBytes > 100 ? 50_000 : 200_000);

    /// <summary>Events of a replay: a million small ones, a fifth as many large ones.</summary>
    public long BulkEvents(int jsonBytes) => Scaled(jsonBytes > 100 ? 200_000 : 1_000_000);

    /// <summary>Events of the streams that are started: as many as asked for, but no more than the limit.</summary>
    public long StartedEvents(long events) => Math.Min(Scaled(events), MostEvents);

    /// <summary>Dispatches of the gateway that count; ten times the usual scale is the full million.</summary>
    public int GatewayEvents => (int)Scaled(100_000);

    /// <summary>Dispatches before them.</summary>
    public int GatewayWarmUp => Math.Max(20_000, GatewayEvents / 5);

    /// <summary>Guilds whose memory is measured.</summary>
    public int IdleGuilds => (int)Scaled(10_000);

    public long Flushes(int most) => Scaled(most);

    /// <summary>Documents of a store that is opened: as many as asked for, but for the store's largest size.</summary>
    public long Opened(long documents, int documentBytes) =>
        Math.Min(Scaled(documents), MostStoreBytes / documentBytes);

    public long Scaled(long count) => Math.Max(1, (long)(count * Scale));
}
