using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// One stream with its modules, running: the one writer, their state, timers and effects. Thread-safe.
/// </summary>
public sealed partial class EventStream : IEventStream, IEventIngest, IStateSource, IAsyncDisposable
{
    private readonly EventStreamOptions _options;
    private readonly ILogger _logger;
    private readonly EventCatalog _catalog;
    private readonly RecentEvents _recent;
    private readonly WriterLoop _writer;
    private readonly EffectRunner? _effects;
    private readonly Snapshotter? _snapshots;
    private readonly Shadow? _shadow;
    private readonly StreamTelemetry _telemetry;
    private StreamSnapshot _durable;
    private int _disposed;

    private EventStream(EventStreamOptions options, Machine machine, IStoreFolder? folder, SnapshotFolder? snapshots, Random random)
    {
        _options = options;
        _logger = options.Logger;
        _catalog = machine.Catalog;
        StreamId = machine.StreamId;
        _durable = machine.Capture();
        _recent = new RecentEvents(options.SubscriberBacklog, machine.Sequence);
        _telemetry = new StreamTelemetry(options, this);
        _writer = new WriterLoop(
            machine, new Cascade(machine, options.TimeProvider, options.Logger), options.Log, options, _telemetry, Release);
        _effects = options.Effects is { } executor ? new EffectRunner(executor, options, random, this, _telemetry) : null;
        long restored = machine.Modules.Count == 0 ? 0 : machine.Modules.Min(module => module.Restored);
        _snapshots = snapshots is null ? null : new Snapshotter(snapshots, options, restored, BetweenAsync);
        _shadow = options.ShadowModules is null ? null : new Shadow(options, folder, Capture, _telemetry.Diverged);
    }

    /// <summary>The stream's id: 22 characters of base64url.</summary>
    public string StreamId { get; }

    /// <summary>
    /// Completes when the stream has been closed; with <see cref="StreamFailedException"/> as soon as it failed, after
    /// which the program should end.
    /// </summary>
    public Task Completion => _writer.Completion;

    /// <summary>
    /// Opens the stream: replays what is recorded, records that the runtime started, goes on with pending effects and
    /// with timers, also those that fell due meanwhile.
    /// </summary>
    /// <exception cref="ArgumentException">The modules contradict each other.</exception>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    /// <exception cref="StreamFailedException">The start could not be recorded.</exception>
    public static async Task<EventStream> OpenAsync(EventStreamOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        bool opened = false;
        try
        {
            EventStream stream = await OpenValidatedAsync(options, cancellationToken).ConfigureAwait(false);
            opened = true;
            return stream;
        }
        finally
        {
            if (!opened)
                await options.Log.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> PublishAsync<TEvent>(ulong partition, TEvent e, CancellationToken ct = default) =>
        _writer.DoAsync(WorkItem.Rent(Prepare(e), partition), ct);

    /// <inheritdoc/>
    public ValueTask<long> IngestAsync<TEvent>(ulong partition, TEvent e, Cursor cursor, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        return _writer.DoAsync(WorkItem.Rent(Prepare(e), partition, cursor), ct);
    }

    /// <inheritdoc/>
    public ValueTask<long> AdvanceAsync(Cursor cursor, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        PreparedEvent advanced = _catalog.CursorAdvanced.Prepare(new CursorAdvanced());
        return _writer.DoAsync(WorkItem.Rent(advanced, 0, cursor), ct);
    }

    /// <inheritdoc/>
    public Cursor? DurableCursor(string source) => Capture().Cursors.GetValueOrDefault(source);

    /// <summary>
    /// Replays a sample of the partitions now, beside the running stream, and compares: a round of the shadow out of turn.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no shadow: <see cref="EventStreamOptions.ShadowModules"/> is not set.</exception>
    public Task<ShadowResult> CheckShadowAsync(CancellationToken ct = default) => _shadow is { } shadow
        ? shadow.CheckAsync(ct)
        : throw new InvalidOperationException($"There is no shadow; set {nameof(EventStreamOptions.ShadowModules)}.");

    /// <inheritdoc/>
    public StreamSnapshot Capture() => Volatile.Read(ref _durable);

    /// <summary>How many effects wait for the time of their next try, and how long it is to the first.</summary>
    internal (int Count, TimeSpan? Next) WaitingEffects => _effects?.Waiting() ?? (0, null);

    /// <inheritdoc/>
    public IAsyncEnumerable<Recorded> SubscribeAsync(EventFilter filter, long fromSequence, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.NewestFirst)
            throw new ArgumentException("A subscription goes on with events to come, and cannot begin with the newest.", nameof(filter));
        return SubscribeInOrderAsync(filter, new EventMatcher(filter), Math.Max(1, fromSequence), ct);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Recorded> MatchAsync(EventFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _options.Log.MatchAsync(filter with { ToSequence = Math.Min(filter.ToSequence, _recent.Last) }, ct);
    }

    /// <summary>
    /// Closes the stream in good order: executes no more effects, lets those that run finish for a bounded time, commits
    /// what was accepted, ends the subscriptions, closes the log.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await StopCompactingAsync().ConfigureAwait(false);
        if (_shadow is not null)
            await _shadow.DisposeAsync().ConfigureAwait(false);
        if (_effects is not null)
            await _effects.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        if (_snapshots is not null)
            await _snapshots.FinishAsync(_writer.Completion.IsCompletedSuccessfully ? Capture() : null).ConfigureAwait(false);
        _telemetry.Dispose();
        await _options.Log.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<EventStream> OpenValidatedAsync(EventStreamOptions options, CancellationToken cancellationToken)
    {
        var machine = new Machine(new EventCatalog(options.Modules), options.Logger);
        IStoreFolder? folder = FolderOf(options);
        SnapshotFolder? snapshots = folder is null ? null : new SnapshotFolder(folder, options.Logger);
        long began = TimeProvider.System.GetTimestamp();
        long restored = await Task.Run(() => Replay(machine, snapshots, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        (long replayed, TimeSpan took) = (machine.Sequence - restored, TimeProvider.System.GetElapsedTime(began));
        Batch start = RecordStart(machine, options);
        try
        {
            await options.Log.AppendAsync(start.Events).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            throw new StreamFailedException($"The start of the stream could not be recorded: {fault.Message}", fault);
        }

        var stream = new EventStream(options, machine, folder, snapshots, options.Random ?? new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        stream._telemetry.Replayed(replayed, took);
        stream.Start(machine.Superseded);
        return stream;
    }

    private static IStoreFolder? FolderOf(EventStreamOptions options)
    {
        if (options.SnapshotFolder is { } folder)
            return folder;
        if (options.SnapshotDirectory is not { } path)
            return null;
        Directory.CreateDirectory(path);
        return new FileFolder(path);
    }

    /// <returns>The event after which replay began.</returns>
    private static long Replay(
        Machine machine, SnapshotFolder? snapshots, EventStreamOptions options, CancellationToken cancellationToken)
    {
        snapshots?.RemoveLeftovers();
        StreamBeginning.Restore(machine, options.Log, snapshots, long.MaxValue, options.Logger);
        long restored = machine.Sequence;
        new Replayer(options.Log, options.ReplayWorkers, options.ReplayProgress).Run(machine, long.MaxValue, cancellationToken);
        return restored;
    }

    private static Batch RecordStart(Machine machine, EventStreamOptions options)
    {
        var batch = new Batch();
        var cascade = new Cascade(machine, options.TimeProvider, options.Logger);
        if (machine.Sequence == 0)
        {
            Span<byte> id = stackalloc byte[Ids.Bytes];
            if (options.Random is { } random)
                random.NextBytes(id);
            else
                RandomNumberGenerator.Fill(id);
            cascade.Run(machine.Catalog.StreamCreated.Prepare(new StreamCreated(Ids.Write(id))), 0, null, batch);
        }

        var started = new RuntimeStarted(
            [.. machine.Catalog.Modules.Select(module => new StartedModule(module.Name, module.Version))]);
        cascade.Run(machine.Catalog.RuntimeStarted.Prepare(started), 0, null, batch);
        return batch;
    }

    private void Start(int superseded)
    {
        if (superseded > 0)
            LogSuperseded(superseded);
        _effects?.Start(_durable.PendingEffects, isInDoubt: true, trace: null);
        _writer.Start();
        _shadow?.Start();
        StartCompacting();
        _writer.Completion.ContinueWith(
            ended =>
            {
                Exception? failure = ended.Exception?.InnerException;
                _recent.End(failure);
                if (failure is not null)
                    LogFailed(failure);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private PreparedEvent Prepare<TEvent>(TEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return _catalog.OfClass(typeof(TEvent)).PrepareObject(e);
    }

    private void Release(Batch batch)
    {
        Volatile.Write(ref _durable, batch.State!);
        _snapshots?.Consider(batch.State!, batch.Bytes);
        _recent.Add(batch.Events);
        _effects?.Start(batch.Effects, isInDoubt: false, batch.Trace);
    }

    /// <summary>Does something between two events, on the writer's thread.</summary>
    private async Task BetweenAsync(Action<Machine> act) =>
        await _writer.DoAsync(WorkItem.Rent(act), CancellationToken.None).ConfigureAwait(false);

    private async IAsyncEnumerable<Recorded> SubscribeInOrderAsync(
        EventFilter filter, EventMatcher matcher, long next, [EnumeratorCancellation] CancellationToken ct)
    {
        long left = filter.Limit ?? long.MaxValue;
        using SubscriberPlace place = _telemetry.Subscribe(next);
        using RecentEvents.Reader recent = _recent.Join();
        Recorded[] some = new Recorded[256];
        int copied;
        while ((copied = _recent.Copy(next, some)) < 0)
        {
            // What is stored is found by the log, which reads only what may be meant.
            long last = Math.Min(_recent.Last, filter.ToSequence);
            EventFilter stored = filter with
            {
                FromSequence = Math.Max(filter.FromSequence, next),
                ToSequence = last,
                Limit = left == long.MaxValue ? null : left,
            };
            await foreach (Recorded e in _options.Log.MatchAsync(stored, ct).ConfigureAwait(false))
            {
                place.Next = e.Sequence + 1;
                yield return e;
                if (--left == 0)
                    yield break;
            }

            place.Next = next = last + 1;
            if (next > filter.ToSequence)
                yield break;
        }

        while (true)
        {
            for (int i = 0; i < copied; i++)
            {
                ct.ThrowIfCancellationRequested();
                place.Next = ++next;
                if (!matcher.Matches(some[i]))
                    continue;
                yield return some[i];
                if (--left == 0)
                    yield break;
            }

            if (next > filter.ToSequence)
                yield break;

            if (copied == 0 && !await _recent.WaitForAsync(next, ct).ConfigureAwait(false))
                yield break;
            copied = _recent.Copy(next, some);
            if (copied < 0)
                throw new SubscriberLaggedException(next);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Count} effects without a result belong to versions of modules that are gone; they are not executed.")]
    private partial void LogSuperseded(int count);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The event stream failed and accepts nothing more.")]
    private partial void LogFailed(Exception failure);
}
