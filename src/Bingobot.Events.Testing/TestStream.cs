namespace Bingobot.Events.Testing;

/// <summary>
/// Modules over a stream in memory, with a clock and an outside world of the test's own. The test publishes, lets time pass,
/// stops, restarts, lets crash, and looks at events, effects and state. <see cref="Scenario"/> is built on it.
/// </summary>
/// <remarks>Not thread-safe: one thing at a time.</remarks>
public sealed class TestStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryPatience = TimeSpan.FromSeconds(5);
    private readonly Func<IReadOnlyList<IModule>> _modules;
    private EventStream? _stream;

    private TestStream(Func<IReadOnlyList<IModule>> modules, TestEventLog log, TestClock clock, TestEffects effects)
    {
        _modules = modules;
        Log = log;
        Clock = clock;
        Effects = effects;
    }

    /// <summary>The clock. It stands still but for <see cref="PassAsync"/> and what the test does with it.</summary>
    public TestClock Clock { get; }

    /// <summary>The outside world.</summary>
    public TestEffects Effects { get; }

    /// <summary>What is durable.</summary>
    public TestEventLog Log { get; private set; }

    /// <summary>The running stream.</summary>
    /// <exception cref="ModuleTestException">It is stopped.</exception>
    public EventStream Stream => _stream ?? throw new ModuleTestException("The stream is stopped; start it again with RestartAsync.");

    /// <summary>All state after the newest durable event.</summary>
    public StreamSnapshot State => Stream.Capture();

    /// <summary>
    /// Starts modules on an empty stream, or on the given one, whose pending effects and due timers are then dealt with.
    /// </summary>
    /// <param name="modules">Makes fresh modules; called for each start and replay.</param>
    /// <param name="log">The stream, or null for an empty one.</param>
    /// <param name="clock">The clock, or null for one of its own. It goes on to the time of the stream's newest event.</param>
    /// <param name="effects">The outside world, or null for one in which all effects succeed.</param>
    public static async Task<TestStream> StartAsync(
        Func<IReadOnlyList<IModule>> modules, TestEventLog? log = null, TestClock? clock = null, TestEffects? effects = null)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var started = new TestStream(modules, log ?? new TestEventLog(), clock ?? new TestClock(), effects ?? new TestEffects());
        if (started.Log.Events is [.., { } newest])
            started.Clock.AdvanceTo(newest.Time);
        await started.OpenAsync().ConfigureAwait(false);
        return started;
    }

    /// <summary>Publishes an event; then waits until all that follows from it without time passing has come about.</summary>
    /// <returns>The event's sequence.</returns>
    public async Task<long> PublishAsync<TEvent>(ulong partition, TEvent e)
    {
        long sequence = await Stream.PublishAsync(partition, e).ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
        return sequence;
    }

    /// <summary>As <see cref="PublishAsync"/>, for a fact that a source with a position of its own tells.</summary>
    /// <returns>The event's sequence; 0 for a duplicate.</returns>
    public async Task<long> IngestAsync<TEvent>(ulong partition, TEvent e, Cursor cursor)
    {
        long sequence = await Stream.IngestAsync(partition, e, cursor).ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
        return sequence;
    }

    /// <summary>
    /// Lets time pass, a week as quickly as a second: durable timers fire at their very time, in order, and effects are tried
    /// again at theirs; each time all that follows is waited for.
    /// </summary>
    /// <param name="time">How much, not less than none.</param>
    public async Task PassAsync(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        await SettleAsync().ConfigureAwait(false);
        DateTimeOffset until = Clock.GetUtcNow() + time;
        while (NextStep() is { } next && next <= until)
        {
            Clock.AdvanceTo(next);
            await SettleAsync().ConfigureAwait(false);
        }

        Clock.AdvanceTo(until);
        await SettleAsync().ConfigureAwait(false);
    }

    /// <summary>Stops in good order. The clock may go on meanwhile; <see cref="RestartAsync"/> starts again.</summary>
    public async Task StopAsync()
    {
        if (_stream is not { } stream)
            return;
        _stream = null;
        await stream.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Stops in good order, unless it is stopped, and starts again, as a restart of the program does.</summary>
    public async Task RestartAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await OpenAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Lets the program crash and start again: what is durable stays, everything else is lost, among it the results of effects
    /// that were being done. They are done again, with the same ids.
    /// </summary>
    public async Task CrashAsync()
    {
        EventStream stream = Stream;
        TestEventLog cut = Log.CutAfter(Log.LastSequence);
        Log.CutOff();
        _stream = null;
        await stream.DisposeAsync().ConfigureAwait(false);
        Log = cut;
        await OpenAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until no timer is due, and no effect is pending but those that wait for time, or for an answer.</summary>
    /// <exception cref="ModuleTestException">It does not come to rest within 20 seconds.</exception>
    public async Task SettleAsync()
    {
        const int Spins = 100;
        long start = TimeProvider.System.GetTimestamp();
        for (int tries = 0; !IsSettled(start); tries++)
        {
            if (Stream.Completion.IsFaulted)
                await Stream.Completion.ConfigureAwait(false);
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new ModuleTestException($"Timers or effects are still at work after {Patience}.");
            if (tries < Spins)
                await Task.Yield();
            else
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>The module's state in a partition; its empty one where it has none.</summary>
    /// <exception cref="ModuleTestException">There is no such module, or its state is of another type.</exception>
    public TState StateOf<TState>(string module, ulong partition)
        where TState : class =>
        State.StateOf<TState>(module, partition)
        ?? throw new ModuleTestException($"There is no module {module} with a state of type {typeof(TState).Name}.");

    /// <summary>The recorded events of a type, oldest first, also those of older versions and former names.</summary>
    public IReadOnlyList<TEvent> EventsOf<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(type);
        var reader = new EventRegistration<TEvent>(type, 0, ofRuntime: false);
        return
        [
            .. Log.Events.Where(e => e.Type == type.Name || type.FormerNames.Contains(e.Type))
                .Select(e => (TEvent)reader.Read(e.TypeVersion, e.Data.Span)),
        ];
    }

    /// <summary>
    /// Replays what is recorded twice with fresh modules, the second time on a thread of its own under another culture, and
    /// checks that both give the state that is live.
    /// </summary>
    /// <exception cref="ModuleTestException">One gives another state; the message says where they differ.</exception>
    public async Task CheckReplayAsync()
    {
        StreamSnapshot state = State;
        await ReplayCheck.CompareAsync(Log, _modules, state).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes the recorded stream to a file, and the state that it gives beside it, for
    /// <see cref="ModuleTest.ReplayAsync"/>: old streams must give the same state for ever.
    /// </summary>
    /// <param name="path">The file, as <c>votes-1.ndjson</c>; the state goes to <c>votes-1.state.json</c>.</param>
    public async Task RecordAsync(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        StreamSnapshot state = State;
        await RecordedStream.WriteAsync(path, Log.Events.TakeWhile(e => e.Sequence <= state.Sequence)).ConfigureAwait(false);
        await ExpectedState.WriteAsync(ExpectedState.PathFor(path), state).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private async Task OpenAsync()
    {
        const int AllAtOnce = 64 * 1024;
        Effects.Forget();
        _stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = Log,
            Modules = _modules(),
            Effects = Effects,
            TimeProvider = Clock,
            Random = new Random(1),
            EffectConcurrency = AllAtOnce,
            EffectDrain = TimeSpan.Zero,
        }).ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
    }

    private DateTimeOffset? NextStep()
    {
        DateTimeOffset? timer = State.NextTimerDue;
        DateTimeOffset? delay = Clock.GetUtcNow() + Stream.WaitingEffects.Next;
        return delay < timer || timer is null ? delay : timer;
    }

    private bool IsSettled(long start)
    {
        StreamSnapshot state = State;
        if (state.NextTimerDue <= Clock.GetUtcNow() || Effects.RetriesAtRest(state.PendingEffects) is not { } retries)
            return false;

        // Who is to try again sets its alarm after it was asked to, and begins some time after it rang; time must not pass before.
        return Stream.WaitingEffects.Count >= retries || TimeProvider.System.GetElapsedTime(start) > RetryPatience;
    }
}
