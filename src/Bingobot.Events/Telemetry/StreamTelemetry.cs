using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Bingobot.Events;

/// <summary>What gauges show of a stream.</summary>
internal interface IStreamGauges
{
    /// <summary>How much waits for the writer.</summary>
    int QueueDepth { get; }

    /// <summary>All state after the newest durable event.</summary>
    StreamSnapshot Durable { get; }

    /// <summary>The newest durable sequence.</summary>
    long LastSequence { get; }
}

/// <summary>
/// Metrics and traces of one stream: the <see cref="Meter"/> and the <see cref="ActivitySource"/> named
/// <c>Bingobot.Events</c>. The meter's scope is the stream. While nobody listens, nothing is measured and nothing allocated.
/// Thread-safe.
/// </summary>
internal sealed partial class StreamTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Bingobot.Events";

    /// <summary>The most links of one batch to what was published into it: as many as OpenTelemetry keeps by default.</summary>
    public const int MaxLinks = 128;

    public const string TypeTag = "bingobot.event.type";
    public const string KindTag = "bingobot.effect.kind";
    public const string OutcomeTag = "bingobot.effect.outcome";
    public const string ErrorTag = "error.type";

    private static readonly string Version = typeof(StreamTelemetry).Assembly.GetName().Version?.ToString(3) ?? "";
    private static readonly ActivitySource Source = new(Name, Version);

    /// <summary>Seconds, from what a cached barrier takes to what an operator is woken for.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
            [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly InstrumentAdvice<int> Counts = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192],
    };

    private readonly Meter _meter;
    private readonly IStreamGauges _stream;
    private readonly ConcurrentDictionary<long, SubscriberPlace> _subscribers = new();
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _replayDuration;
    private readonly Counter<long> _replayed;
    private readonly Counter<long> _effects;
    private readonly Counter<long> _divergences;
    private long _subscriptions;
    private double _replayRate;

    /// <param name="options">How the stream is opened.</param>
    /// <param name="stream">What the gauges show; looked at when somebody reads them.</param>
    public StreamTelemetry(EventStreamOptions options, IStreamGauges stream)
    {
        _stream = stream;
        _meter = new Meter(new MeterOptions(Name) { Version = Version, Scope = stream });
        _batchSize = _meter.CreateHistogram(
            "bingobot.events.batch.size", "{event}", "Events that one barrier made durable.", advice: Counts);
        PublishDuration = _meter.CreateHistogram(
            "bingobot.events.publish.duration", "s", "From publishing an event until it is durable, by type.", advice: Seconds);
        BarrierDuration = _meter.CreateHistogram(
            "bingobot.events.barrier.duration", "s", "Writing a batch and waiting for its barrier.", advice: Seconds);
        EffectDuration = _meter.CreateHistogram(
            "bingobot.events.effect.duration", "s", "One attempt to do an effect, by kind and outcome.", advice: Seconds);
        _replayDuration = _meter.CreateHistogram(
            "bingobot.events.replay.duration", "s", "Replaying the stream when it is opened.", advice: Seconds);
        _replayed = _meter.CreateCounter<long>("bingobot.events.replay.events", "{event}", "Events that were replayed.");
        _effects = _meter.CreateCounter<long>(
            "bingobot.events.effects", "{effect}", "Effects that have a result, by kind and outcome.");
        _divergences = _meter.CreateCounter<long>(
            "bingobot.events.shadow.divergences", "{divergence}", "Modules whose shadow replay came to another state.");
        CreateGauges(options.QueueCapacity);
    }

    public Histogram<double> PublishDuration { get; }

    public Histogram<double> BarrierDuration { get; }

    public Histogram<double> EffectDuration { get; }

    /// <summary>Whether anybody wants to know of publishings.</summary>
    public bool IsPublishWatched => PublishDuration.Enabled || Source.HasListeners();

    /// <summary>How an outcome is called in metrics and traces; null: the program stopped before there was one.</summary>
    public static string NameOf(EffectOutcome? outcome) => outcome switch
    {
        EffectOutcome.Succeeded => "succeeded",
        EffectOutcome.Failed => "failed",
        EffectOutcome.Unknown => "unknown",
        EffectOutcome.Retry => "retry",
        EffectOutcome.InDoubt => "in_doubt",
        _ => "left",
    };

    /// <summary>The time at which what is measured by an instrument begins; 0 where nobody listens to it.</summary>
    public static long Start(Instrument instrument) => instrument.Enabled ? Math.Max(1, TimeProvider.System.GetTimestamp()) : 0;

    /// <summary>A batch is durable.</summary>
    public void Committed(long began, Batch batch)
    {
        if (began != 0)
            BarrierDuration.Record(SecondsSince(began));
        if (_batchSize.Enabled)
            _batchSize.Record(batch.Events.Count);
    }

    /// <summary>An attempt to do an effect came to an outcome.</summary>
    public void Attempted(long began, string kind, EffectOutcome outcome)
    {
        if (began != 0)
            EffectDuration.Record(SecondsSince(began), new(KindTag, kind), new(OutcomeTag, NameOf(outcome)));
    }

    /// <summary>The result of an effect is durable.</summary>
    public void CountResult(string kind, EffectOutcome outcome)
    {
        if (_effects.Enabled)
            _effects.Add(1, new(KindTag, kind), new(OutcomeTag, NameOf(outcome)));
    }

    /// <summary>The stream was replayed.</summary>
    public void Replayed(long events, TimeSpan took)
    {
        _replayed.Add(events);
        _replayDuration.Record(took.TotalSeconds);
        Volatile.Write(ref _replayRate, took > TimeSpan.Zero ? events / took.TotalSeconds : 0);
    }

    /// <summary>The shadow replay of a module came to another state than the live one.</summary>
    public void Diverged(string module) => _divergences.Add(1, new KeyValuePair<string, object?>("bingobot.module", module));

    /// <summary>Begins to show how far behind a subscriber is, until the place is disposed of.</summary>
    public SubscriberPlace Subscribe(long next)
    {
        var place = new SubscriberPlace(_subscribers, Interlocked.Increment(ref _subscriptions)) { Next = next };
        _subscribers[place.Id] = place;
        return place;
    }

    public void Dispose() => _meter.Dispose();

    private static double SecondsSince(long began) => TimeProvider.System.GetElapsedTime(began).TotalSeconds;

    private void CreateGauges(int queueCapacity)
    {
        _meter.CreateObservableUpDownCounter(
            "bingobot.events.queue.depth", () => _stream.QueueDepth, "{event}", "What waits for the writer.");
        _meter.CreateObservableUpDownCounter(
            "bingobot.events.queue.limit", () => queueCapacity, "{event}", "What may wait for the writer before publishers wait.");
        _meter.CreateObservableGauge(
            "bingobot.events.replay.rate", () => Volatile.Read(ref _replayRate), "{event}/s", "How fast the stream was replayed.");
        _meter.CreateObservableGauge(
            "bingobot.events.subscriber.lag", ObserveLags, "{event}", "Durable events that a subscriber has not taken, by subscriber.");
        _meter.CreateObservableUpDownCounter(
            "bingobot.events.effects.pending", () => _stream.Durable.PendingEffectCount, "{effect}", "Effects that have no result yet.");
        _meter.CreateObservableUpDownCounter(
            "bingobot.events.effects.dead", () => _stream.Durable.DeadLetterCount, "{effect}", "Dead letters.");
        _meter.CreateObservableUpDownCounter(
            "bingobot.events.timers", () => _stream.Durable.TimerCount, "{timer}", "Durable timers that are set.");
        _meter.CreateObservableUpDownCounter(
            "bingobot.events.modules.stopped", () => _stream.Durable.Modules.Count(module => module.Stopped is not null), "{module}",
            "Modules that are stopped at an event.");
    }

    private IEnumerable<Measurement<long>> ObserveLags()
    {
        long last = _stream.LastSequence;
        foreach (SubscriberPlace place in _subscribers.Values)
        {
            yield return new Measurement<long>(
                Math.Max(0, last - place.Next + 1), new KeyValuePair<string, object?>("bingobot.subscriber.id", place.Id));
        }
    }
}

/// <summary>How far a subscriber has come.</summary>
/// <param name="places">Where it is kept until it is disposed of.</param>
/// <param name="id">Its number, from 1, in the order of subscribing.</param>
internal sealed class SubscriberPlace(ConcurrentDictionary<long, SubscriberPlace> places, long id) : IDisposable
{
    private long _next;

    public long Id => id;

    /// <summary>The next sequence that it takes.</summary>
    public long Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    public void Dispose() => places.TryRemove(id, out _);
}
