using System.Text;
using System.Text.Json;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Effects;

/// <summary>A stream whose one module does deeds of three policies, in lanes, with a world of the test's own; it outlives streams.</summary>
internal sealed class EffectBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static EffectType<Deed> Again { get; } = new("again", WordsJson.Default.Deed);

    public static EffectType<Deed> Lookup { get; } = new("lookup", WordsJson.Default.Deed)
    {
        Policy = new EffectPolicy { OnUnknown = OnUnknown.Reconcile },
    };

    public static EffectType<Deed> Once { get; } = new("once", WordsJson.Default.Deed)
    {
        Policy = new EffectPolicy { OnUnknown = OnUnknown.GiveUp },
    };

    public static EffectType<Deed> Hasty { get; } = new("hasty", WordsJson.Default.Deed)
    {
        Policy = new EffectPolicy { Attempts = 2, RetryFirst = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromMilliseconds(20) },
    };

    public MemoryEventLog Log { get; } = new();

    public AskedEffects Effects { get; } = new();

    public EventStream Stream { get; private set; } = null!;

    public StreamSnapshot State => Stream.Capture();

    /// <summary>Said "kind lane text": that deed.</summary>
    public static Lambda Doer(int version = 1) => new("doer", module => module
        .React(Lambda.Said, (_, e, context) =>
        {
            string[] words = e.Text.Split(' ');
            EffectType<Deed> type = words[0] switch { "again" => Again, "lookup" => Lookup, "once" => Once, _ => Hasty };
            context.Do(type, new Deed(e.Text), key: e.Text, lane: words[1] == "-" ? "" : words[1]);
        })
        .Apply(RuntimeEvents.EffectSucceeded, (state, e, _) => state.Add($"done {e.Key}"))
        .Apply(RuntimeEvents.EffectUnknown, (state, e, _) => state.Add($"unknown {e.Key}"))
        .Apply(RuntimeEvents.EffectRetried, (state, e, _) => state.Add($"retried {e.Key}"))
        .Apply(RuntimeEvents.EffectDiscarded, (state, e, _) => state.Add($"discarded {e.Key}: {e.Reason}")),
        version);

    public async Task OpenAsync(IEffectExecutor? effects, int version = 1, bool executes = true) =>
        Stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = Log,
            Modules = [Doer(version), Lambda.Listener("listener"), Deaf()],
            Effects = executes ? effects ?? Effects : null,
            EffectRetryFirst = TimeSpan.FromMilliseconds(1),
            EffectRetryMost = TimeSpan.FromMilliseconds(4),
            EffectDrain = TimeSpan.Zero,
        });

    public static async Task<EffectBench> StartAsync(IEffectExecutor? effects = null)
    {
        var bench = new EffectBench();
        await bench.OpenAsync(effects);
        return bench;
    }

    public async Task RestartAsync(int version = 1, bool executes = true)
    {
        await Stream.DisposeAsync();
        await OpenAsync(null, version, executes);
    }

    public ValueTask<long> SayAsync(string text) => Stream.PublishAsync(1, new Said(text));

    /// <summary>Says it, and waits until nothing is pending.</summary>
    public async Task DoAsync(params string[] texts)
    {
        foreach (string text in texts)
            await SayAsync(text);
        await SettleAsync();
    }

    public Task SettleAsync() => WaitForAsync(() => State.PendingEffectCount == 0);

    public async Task WaitForAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (Stream.Completion.IsFaulted)
                await Stream.Completion;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not come about in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>The recorded events about effects, in order: type and key.</summary>
    public string[] History() => [.. Log.Events
        .Where(e => e.Type.StartsWith("Effect", StringComparison.Ordinal))
        .Select(e => $"{e.Type["Effect".Length..]} {JsonDocument.Parse(e.Data).RootElement.GetProperty("key").GetString()}")];

    /// <summary>Replays with fresh modules, and holds that against what is live.</summary>
    public async Task CheckReplayAsync(int version = 1)
    {
        StreamSnapshot live = State;
        StreamSnapshot replayed = await StreamReplay.RunAsync(Log, [Doer(version), Lambda.Listener("listener"), Deaf()], live.Sequence);
        Assert.Equal(Encoding.UTF8.GetString(StateReport.Write(live)), Encoding.UTF8.GetString(StateReport.Write(replayed)));
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    /// <summary>A module that is told of effects only where they are its own: of none.</summary>
    private static Lambda Deaf() => new("deaf", module => module
        .Apply(RuntimeEvents.EffectRetried, (state, e, _) => state.Add(e.Key))
        .Apply(RuntimeEvents.EffectDiscarded, (state, e, _) => state.Add(e.Key))
        .Apply(RuntimeEvents.EffectStarted, (state, e, _) => state.Add(e.Key)));
}

/// <summary>A world that can also be asked what became of an effect.</summary>
internal sealed class AskedEffects : IEffectExecutor, IEffectReconciler
{
    private readonly RecordingEffects _does = new();
    private readonly RecordingEffects _asked = new();

    public IReadOnlyList<PendingEffect> Executed => _does.Executed;

    public IReadOnlyList<PendingEffect> Asked => _asked.Executed;

    public Func<PendingEffect, CancellationToken, ValueTask<EffectOutcome>> Answer
    {
        get => _does.Answer;
        set => _does.Answer = value;
    }

    public Func<PendingEffect, EffectReconciliation> Find { get; set; } = _ => new EffectReconciliation.NotDone();

    public ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken) =>
        _does.ExecuteAsync(effect, cancellationToken);

    public async ValueTask<EffectReconciliation> ReconcileAsync(PendingEffect effect, CancellationToken cancellationToken)
    {
        await _asked.ExecuteAsync(effect, cancellationToken);
        return Find(effect);
    }

    /// <summary>The outcomes of the executions, one after the other; the last one goes on.</summary>
    public void Script(params EffectOutcome[] outcomes)
    {
        int next = 0;
        Answer = (_, _) => ValueTask.FromResult(outcomes[Math.Min(Interlocked.Increment(ref next) - 1, outcomes.Length - 1)]);
    }
}
