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
    internal const int DefaultEffectConcurrencyPerKey = 16;
    internal const int DefaultSubscriberBacklog = 8 * 1024;

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

    /// <summary>
    /// How many effects of one <see cref="EffectKey"/> are executed at once: from 1, default 16, and never more than
    /// <see cref="EffectConcurrency"/>.
    /// </summary>
    public int EffectConcurrencyPerKey { get; init; } = DefaultEffectConcurrencyPerKey;

    /// <summary>
    /// What the concurrency of effects is counted by, for example the route of a request; called once for each effect, by several
    /// threads, under no lock. Null, the default: the partition, so that one guild leaves room for the others.
    /// </summary>
    public Func<PendingEffect, string>? EffectKey { get; init; }

    /// <summary>
    /// False: due timers wait for the next start. For maintenance, together with no <see cref="Effects"/>. Default: true.
    /// </summary>
    public bool FireTimers { get; init; } = true;

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

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Log);
        ArgumentNullException.ThrowIfNull(Modules);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Logger);
        ArgumentOutOfRangeException.ThrowIfLessThan(QueueCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(QueueCapacity, MaxQueueCapacity);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchEvents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectConcurrencyPerKey, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(EffectRetryFirst, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectRetryMost, EffectRetryFirst);
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectDrain, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(SubscriberBacklog, 1);
    }
}
