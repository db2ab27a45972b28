using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Events;

/// <summary>How an <see cref="EventStream"/> is opened.</summary>
public sealed class EventStreamOptions
{
    internal const int DefaultQueueCapacity = 4 * 1024;
    internal const int MaxQueueCapacity = 1024 * 1024;
    internal const int DefaultBatchEvents = 4 * 1024;
    internal const int DefaultBatchBytes = 4 * 1024 * 1024;
    internal const int DefaultEffectConcurrency = 64;
    internal const int DefaultSubscriberBacklog = 8 * 1024;
    internal const long DefaultSnapshotEvents = 100_000;
    internal const long DefaultSnapshotBytes = 256 * 1024 * 1024;
    internal const long DefaultColdAfterEvents = 10_000;
    internal const long DefaultShadowEvents = 1_000_000;
    internal const int DefaultShadowShare = 25;
    internal static readonly TimeSpan DefaultShadowInterval = TimeSpan.FromHours(1);
    internal static readonly TimeSpan DefaultColdAfter = TimeSpan.FromMinutes(10);

    /// <summary>Where the events are kept. The stream takes it over, and disposes it.</summary>
    public required IEventLog Log { get; init; }

    /// <summary>The modules, in the order in which an event reaches them. Each instance serves one stream.</summary>
    public required IReadOnlyList<IModule> Modules { get; init; }

    /// <summary>Does the effects. Null: none are executed, they stay pending.</summary>
    public IEffectExecutor? Effects { get; init; }

    /// <summary>The clock of events and timers. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The source of a new stream's id and of the jitter of retries. Null, the default: the operating system's.
    /// </summary>
    public Random? Random { get; init; }

    /// <summary>Takes what people should know. Default: nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>How many events may wait for the writer before publishers wait: 1 to 1,048,576, default 4,096.</summary>
    public int QueueCapacity { get; init; } = DefaultQueueCapacity;

    /// <summary>After how many events a batch takes no more work: from 1, default 4,096. One cascade is never split.</summary>
    public int BatchEvents { get; init; } = DefaultBatchEvents;

    /// <summary>After how many bytes of JSON a batch takes no more work: from 1, default 4 MiB.</summary>
    public int BatchBytes { get; init; } = DefaultBatchBytes;

    /// <summary>How many effects are executed at once: from 1, default 64.</summary>
    public int EffectConcurrency { get; init; } = DefaultEffectConcurrency;

    /// <summary>How often an effect is tried before it is recorded as unknown: from 1, default 200 (about 16 hours).</summary>
    public int EffectAttempts { get; init; } = 200;

    /// <summary>The wait before an effect's second try; it doubles up to <see cref="EffectRetryMost"/>. Default 500 ms.</summary>
    public TimeSpan EffectRetryFirst { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two tries that the executor asked no wait for. Default 5 minutes.</summary>
    public TimeSpan EffectRetryMost { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long effects that are being executed may go on when the stream is closed. Default 5 seconds.</summary>
    public TimeSpan EffectDrain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many events a live subscriber may fall behind before it is told that it lags. Default 8,192.</summary>
    public int SubscriberBacklog { get; init; } = DefaultSubscriberBacklog;

    /// <summary>
    /// The directory of the snapshots, which is created where there is none; one for each stream. Null, the default: there are
    /// none, every start replays all events, and all state stays in memory.
    /// </summary>
    public string? SnapshotDirectory { get; init; }

    /// <summary>After how many events a snapshot is taken, in the background: from 1, default 100,000. One is also taken at a clean stop.</summary>
    public long SnapshotEvents { get; init; } = DefaultSnapshotEvents;

    /// <summary>After how many bytes of JSON in events a snapshot is taken, whatever their number: from 1, default 256 MiB.</summary>
    public long SnapshotBytes { get; init; } = DefaultSnapshotBytes;

    /// <summary>
    /// The state of a partition leaves memory, after a snapshot, when the module had none of the partition's events among so
    /// many last ones of the stream: from 0, default 10,000. <see cref="ColdAfter"/> must be fulfilled as well.
    /// </summary>
    public long ColdAfterEvents { get; init; } = DefaultColdAfterEvents;

    /// <summary>How long, by the time of the events, a partition must have been quiet for that: from 0, default 10 minutes.</summary>
    public TimeSpan ColdAfter { get; init; } = DefaultColdAfter;

    /// <summary>
    /// How many cores apply events at the start, each those of its partitions: from 1. Default: as many as the process has.
    /// The result is the same.
    /// </summary>
    public int ReplayWorkers { get; init; } = Environment.ProcessorCount;

    /// <summary>Is told how far the replay at the start is, from the thread that reads. Default: nobody.</summary>
    public IProgress<ReplayProgress>? ReplayProgress { get; init; }

    /// <summary>
    /// Makes fresh modules for the shadow, which replays a sample of the partitions beside the running stream and compares.
    /// Null, the default: there is no shadow.
    /// </summary>
    public Func<IReadOnlyList<IModule>>? ShadowModules { get; init; }

    /// <summary>How long the shadow waits between two rounds, by the machine's clock: from 1 second, default 1 hour.</summary>
    public TimeSpan ShadowInterval { get; init; } = DefaultShadowInterval;

    /// <summary>The most events the shadow replays in a round, from the newest snapshots on; else it leaves the round out: from 1, default 1,000,000.</summary>
    public long ShadowEvents { get; init; } = DefaultShadowEvents;

    /// <summary>How much of the partitions the shadow looks at in a round, in percent: 1 to 100, default 25. Rounds take turns.</summary>
    public int ShadowShare { get; init; } = DefaultShadowShare;

    /// <summary>
    /// Is told what each round of the shadow came to, on any thread. A divergence is an error in the log as well. Default: nobody.
    /// </summary>
    public Action<ShadowResult>? ShadowChecked { get; init; }

    /// <summary>Where snapshots are kept, in place of a directory: for tests.</summary>
    internal IStoreFolder? SnapshotFolder { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SnapshotEvents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SnapshotBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ColdAfterEvents);
        ArgumentOutOfRangeException.ThrowIfLessThan(ColdAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReplayWorkers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ShadowInterval, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(ShadowEvents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ShadowShare, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ShadowShare, 100);
        ArgumentNullException.ThrowIfNull(Log);
        ArgumentNullException.ThrowIfNull(Modules);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Logger);
        ArgumentOutOfRangeException.ThrowIfLessThan(QueueCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(QueueCapacity, MaxQueueCapacity);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchEvents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(EffectRetryFirst, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectRetryMost, EffectRetryFirst);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectDrain, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(SubscriberBacklog, 1);
    }
}
