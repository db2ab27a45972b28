using Bingobot.Events;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.TestKit.Events;

/// <summary>
/// Runs modules over a stream in memory with a clock of the test's own. The test publishes, lets time pass, restarts, and
/// looks at state, events and effects.
/// </summary>
public sealed class ModuleHarness : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Func<IReadOnlyList<IModule>> _modules;

    private ModuleHarness(Func<IReadOnlyList<IModule>> modules, MemoryEventLog log)
    {
        _modules = modules;
        Log = log;
    }

    /// <summary>The clock. It starts at 2026-01-01T00:00:00Z and stands still but for <see cref="PassAsync"/>.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The outside world.</summary>
    public RecordingEffects Effects { get; } = new();

    /// <summary>What is durable.</summary>
    public MemoryEventLog Log { get; }

    /// <summary>The running stream.</summary>
    public EventStream Stream { get; private set; } = null!;

    /// <summary>All state after the newest durable event.</summary>
    public StreamSnapshot State => Stream.Capture();

    /// <summary>Starts modules on an empty stream, or on the given one.</summary>
    /// <param name="modules">Makes fresh modules; called for each start and replay.</param>
    /// <param name="log">The stream, or null for an empty one.</param>
    public static async Task<ModuleHarness> StartAsync(Func<IReadOnlyList<IModule>> modules, MemoryEventLog? log = null)
    {
        var harness = new ModuleHarness(modules, log ?? new MemoryEventLog());
        if (harness.Log.LastSequence > 0 && harness.Log.Events[^1].Time > harness.Time.GetUtcNow())
            harness.Time.SetUtcNow(harness.Log.Events[^1].Time);
        await harness.OpenAsync();
        return harness;
    }

    /// <summary>Publishes an event; then waits until all that follows from it without time passing has come about.</summary>
    public async Task<long> PublishAsync<TEvent>(ulong partition, TEvent e)
    {
        long sequence = await Stream.PublishAsync(partition, e);
        await SettleAsync();
        return sequence;
    }

    /// <summary>Lets time pass; then waits until all timers that fell due have fired and their effects are done.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        DateTimeOffset until = Time.GetUtcNow() + time;
        while (State.NextTimerDue is { } due && due <= until)
        {
            if (due > Time.GetUtcNow())
                Time.SetUtcNow(due);
            await SettleAsync();
        }

        if (until > Time.GetUtcNow())
            Time.SetUtcNow(until);
        await SettleAsync();
    }

    /// <summary>Stops in good order and starts again, as a restart of the program does.</summary>
    public async Task RestartAsync()
    {
        await Stream.DisposeAsync();
        await OpenAsync();
        await SettleAsync();
    }

    /// <summary>Waits until no timer is due and no effect is pending.</summary>
    public Task SettleAsync() => WaitForAsync(
        () => State.NextTimerDue is not { } due || due > Time.GetUtcNow(),
        () => !State.PendingEffects.Any());

    /// <summary>The module's state in a partition.</summary>
    public TState StateOf<TState>(string module, ulong partition)
        where TState : class =>
        State.StateOf<TState>(module, partition)
        ?? throw new InvalidOperationException($"There is no module {module} with a state of type {typeof(TState).Name}.");

    /// <summary>The recorded events of a type, oldest first.</summary>
    public IReadOnlyList<TEvent> EventsOf<TEvent>(EventType<TEvent> type)
        where TEvent : class =>
        [.. Log.Events.Where(e => e.Type == type.Name)
            .Select(e => System.Text.Json.JsonSerializer.Deserialize(e.Data.Span, type.Json)!)];

    /// <summary>Replays what is recorded with fresh modules, and throws unless that gives the state that is live.</summary>
    public async Task CheckReplayAsync()
    {
        StreamSnapshot state = State;
        string live = Text(state);
        StreamSnapshot replayed = await StreamReplay.RunAsync(Log, _modules(), state.Sequence);
        if (Text(replayed) is var again && again != live)
            throw new InvalidOperationException($"Replay gives another state.\nlive:   {live}\nreplay: {again}");
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private static string Text(StreamSnapshot snapshot) => System.Text.Encoding.UTF8.GetString(StateReport.Write(snapshot));

    private async Task OpenAsync() => Stream = await EventStream.OpenAsync(new EventStreamOptions
    {
        Log = Log,
        Modules = _modules(),
        Effects = Effects,
        TimeProvider = Time,
        Random = new Random(1),
        EffectDrain = TimeSpan.Zero,
    });

    private async Task WaitForAsync(params Func<bool>[] conditions)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!conditions.All(condition => condition()))
        {
            if (Stream.Completion.IsFaulted)
                await Stream.Completion;
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"Timers or effects are still at work after {Patience}.");
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }
}
