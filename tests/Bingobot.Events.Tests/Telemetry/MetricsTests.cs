using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Bingobot.Events.Tests.Effects;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Telemetry;

public sealed class MetricsTests : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Seen>> _seen = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new();
    private readonly ConcurrentDictionary<Instrument, object?> _scopes = new();

    private sealed record Seen(object? Scope, double Value, Dictionary<string, object?> Tags);

    public MetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != StreamTelemetry.Name)
                return;
            _instruments[instrument.Name] = instrument;
            _scopes[instrument] = instrument.Meter.Scope;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => See(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Listener_SeesEachMetricWithItsValue()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Answer = (effect, _) => ValueTask.FromResult<EffectOutcome>(effect.Key[^1] switch
        {
            's' => new EffectOutcome.Succeeded(default),
            'f' => new EffectOutcome.Failed("no"),
            _ => new EffectOutcome.InDoubt("lost"),
        });
        await bench.DoAsync("again l s", "again l f", "once l u");
        EventStream stream = bench.Stream;

        Seen[] published = Of(stream, "bingobot.events.publish.duration");
        Assert.Equal(3, published.Count(seen => "Said".Equals(seen.Tags[StreamTelemetry.TypeTag])));
        Assert.All(published, seen => Assert.InRange(seen.Value, double.Epsilon, 60));
        Assert.Equal(bench.State.Sequence - 2, Of(stream, "bingobot.events.batch.size").Sum(seen => seen.Value));
        Assert.Equal(Of(stream, "bingobot.events.batch.size").Length, Of(stream, "bingobot.events.barrier.duration").Length);
        await bench.WaitForAsync(() => Of(stream, "bingobot.events.effects").Length == 3);
        Assert.Equal(
            ["again failed", "again succeeded", "once unknown"],
            Of(stream, "bingobot.events.effects").Select(seen => $"{seen.Tags[StreamTelemetry.KindTag]} {seen.Tags[StreamTelemetry.OutcomeTag]}").Order());
        Assert.Equal(
            ["failed", "in_doubt", "succeeded"],
            Of(stream, "bingobot.events.effect.duration").Select(seen => $"{seen.Tags[StreamTelemetry.OutcomeTag]}").Order());
        Assert.Equal(0, Assert.Single(Of(stream, "bingobot.events.replay.events")).Value);

        await bench.RestartAsync();
        Assert.Equal(bench.State.Sequence - 1, Assert.Single(Of(bench.Stream, "bingobot.events.replay.events")).Value);
        Assert.Single(Of(bench.Stream, "bingobot.events.replay.duration"));
        Observe();
        Assert.Equal(2, Newest(bench.Stream, "bingobot.events.effects.dead"));
        Assert.Equal(0, Newest(bench.Stream, "bingobot.events.effects.pending"));
        Assert.True(Newest(bench.Stream, "bingobot.events.replay.rate") > 0);
        Assert.Equal(0, Newest(bench.Stream, "bingobot.events.timers"));
        Assert.Equal(0, Newest(bench.Stream, "bingobot.events.modules.stopped"));
        bench.Stream.Telemetry.Diverged("votes");
        Assert.Equal("votes", Assert.Single(Of(bench.Stream, "bingobot.events.shadow.divergences")).Tags["bingobot.module"]);
    }

    [Fact]
    public async Task Gauges_ShowPendingTimersStoppedModulesQueueAndLag()
    {
        var hold = new TaskCompletionSource();
        var log = new MemoryEventLog();
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = log,
            Modules = [new Ballot(), Lambda.Listener("words"), new Lambda("fragile", module => module.Apply(Lambda.Heard, (_, _, _) => throw new InvalidOperationException("no")))],
            QueueCapacity = 16,
        });
        await using IAsyncEnumerator<Recorded> subscriber = stream.SubscribeAsync(new EventFilter(), 1, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await subscriber.MoveNextAsync());
        await stream.PublishAsync(1, new BallotOpened("b", "?", 5));
        await stream.PublishAsync(1, new Heard("x"));
        log.Barrier = _ => hold.Task;
        Task[] held = [.. Enumerable.Range(0, 6).Select(i => stream.PublishAsync(1, new Said($"{i}")).AsTask())];

        Observe();
        Assert.Equal(1, Newest(stream, "bingobot.events.effects.pending"));
        Assert.Equal(1, Newest(stream, "bingobot.events.timers"));
        Assert.Equal(1, Newest(stream, "bingobot.events.modules.stopped"));
        Assert.Equal(16, Newest(stream, "bingobot.events.queue.limit"));
        Assert.InRange(Newest(stream, "bingobot.events.queue.depth"), 0, 6);
        Assert.Equal(3, Newest(stream, "bingobot.events.subscriber.lag"));
        hold.SetResult();
        await Task.WhenAll(held);
        while (subscriber.Current.Sequence < stream.Capture().Sequence)
            Assert.True(await subscriber.MoveNextAsync());

        Observe();
        Assert.Equal(0, Newest(stream, "bingobot.events.subscriber.lag"));
        Assert.Equal(0, Newest(stream, "bingobot.events.queue.depth"));
        await subscriber.DisposeAsync();
        int before = Of(stream, "bingobot.events.subscriber.lag").Length;
        Observe();
        Assert.Equal(before, Of(stream, "bingobot.events.subscriber.lag").Length);
    }

    [Fact]
    public async Task Publish_ThatFails_IsMeasuredWithItsError()
    {
        var log = new MemoryEventLog();
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions { Log = log, Modules = [Lambda.Listener("words")] });
        log.Barrier = _ => throw new IOException("no space");

        await Assert.ThrowsAsync<StreamFailedException>(async () => await stream.PublishAsync(1, new Said("x")));

        Assert.Equal("StreamFailedException", Assert.Single(Of(stream, "bingobot.events.publish.duration")).Tags[StreamTelemetry.ErrorTag]);
    }

    [Fact]
    public async Task Instruments_HaveUnitsDescriptionsAndBuckets()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        Instrument[] all = [.. _instruments.Values];

        Assert.Equal(
            [
                "barrier.duration", "batch.size", "effect.duration", "effects", "effects.dead", "effects.pending", "modules.stopped",
                "publish.duration", "queue.depth", "queue.limit", "replay.duration", "replay.events", "replay.rate",
                "shadow.divergences", "subscriber.lag", "timers",
            ],
            all.Select(instrument => instrument.Name["bingobot.events.".Length..]).Order(StringComparer.Ordinal));
        Assert.All(all, instrument =>
        {
            Assert.StartsWith("bingobot.events.", instrument.Name, StringComparison.Ordinal);
            Assert.Matches(@"^(s|\{[a-z]+\}(/s)?)$", instrument.Unit);
            Assert.NotEmpty(instrument.Description!);
            if (instrument is Histogram<double> seconds)
                Assert.Equal(seconds.Advice!.HistogramBucketBoundaries!.Order(), seconds.Advice.HistogramBucketBoundaries);
        });
        Assert.All(all.OfType<Histogram<double>>(), histogram => Assert.Equal("s", histogram.Unit));
    }

    private void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> named = [];
        foreach ((string name, object? tag) in tags)
            named[name] = tag;
        _seen.GetOrAdd(instrument.Name, _ => new ConcurrentQueue<Seen>())
            .Enqueue(new Seen(_scopes.GetValueOrDefault(instrument), value, named));
    }

    private void Observe() => _listener.RecordObservableInstruments();

    private Seen[] Of(EventStream stream, string name) => _seen.TryGetValue(name, out ConcurrentQueue<Seen>? all)
        ? [.. all.Where(seen => ReferenceEquals(seen.Scope, stream))]
        : [];

    private double Newest(EventStream stream, string name) => Of(stream, name)[^1].Value;
}
