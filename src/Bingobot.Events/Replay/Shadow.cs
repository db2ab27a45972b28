using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Events;

/// <summary>
/// Replays a sample of the partitions beside the running stream, from the newest snapshot on, on a thread of its own and
/// under another culture, and compares what comes out with the live state. Thread-safe.
/// </summary>
internal sealed partial class Shadow : IAsyncDisposable
{
    /// <summary>Letters and numbers of this culture differ most from the usual.</summary>
    private const string Culture = "tr-TR";

    private readonly EventStreamOptions _options;
    private readonly IStoreFolder? _snapshots;
    private readonly Func<StreamSnapshot> _live;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly Action<string> _diverged;
    private Task _running = Task.CompletedTask;
    private int _round;

    /// <param name="options">How often, how much, with which modules.</param>
    /// <param name="snapshots">Where replay may begin; null: at the first event.</param>
    /// <param name="live">All state after the newest durable event.</param>
    /// <param name="diverged">Is told the name of a module that is not deterministic.</param>
    public Shadow(EventStreamOptions options, IStoreFolder? snapshots, Func<StreamSnapshot> live, Action<string> diverged)
    {
        _diverged = diverged;
        _options = options;
        _snapshots = snapshots;
        _live = live;
        _logger = options.Logger;
    }

    /// <summary>Runs a round after each interval, until it is disposed.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Runs one round now.</summary>
    public async Task<ShadowResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _one.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            ShadowResult result = await Elsewhere.RunAsync(
                CultureInfo.GetCultureInfo(Culture), ThreadPriority.Lowest, () => Check(_round++, either.Token)).ConfigureAwait(false);
            foreach (ShadowDivergence divergence in result.Divergences)
            {
                LogDiverged(
                    divergence.Module, divergence.Partition, divergence.Sequence, divergence.Change.Path,
                    divergence.Change.Before ?? "nothing", divergence.Change.After ?? "nothing");
                _diverged(divergence.Module);
            }

            _options.ShadowChecked?.Invoke(result);
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Whoever asked for a round has been told to end; the log must not go before.
        await _one.WaitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        // How much the machine is asked to do is a matter of the real clock, also where the stream's own runs faster.
        using var timer = new PeriodicTimer(_options.ShadowInterval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                try
                {
                    await CheckAsync(_stopping.Token).ConfigureAwait(false);
                }
                catch (Exception fault) when (fault is not (OutOfMemoryException or OperationCanceledException))
                {
                    LogFailed(fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            LogEnded(_round);
        }
    }

    private ShadowResult Check(int round, CancellationToken cancellationToken)
    {
        var files = _options.Log as DocumentLog;
        int replaced = files?.Replaced ?? 0;
        StreamSnapshot live = _live();
        try
        {
            return Check(round, live, files, replaced, cancellationToken);
        }
        catch (Exception fault) when (fault is CompactedException || (fault is not OperationCanceledException && (files?.Replaced ?? 0) != replaced))
        {
            // What it was about to read is gone, or the states kept in its place are newer than the one to compare with.
            LogReplaced();
            return new ShadowResult(live.Sequence, live.Sequence, 0, []);
        }
    }

    private ShadowResult Check(int round, StreamSnapshot live, DocumentLog? files, int replaced, CancellationToken cancellationToken)
    {
        var machine = new Machine(new EventCatalog(_options.ShadowModules!()), NullLogger.Instance);
        SnapshotFolder? snapshots = _snapshots is null ? null : new SnapshotFolder(_snapshots, NullLogger.Instance);
        StreamBeginning.Restore(machine, _options.Log, snapshots, live.Sequence, NullLogger.Instance);
        long from = machine.Sequence + 1;
        if (live.Sequence - from >= _options.ShadowEvents)
        {
            LogTooMuch(live.Sequence - from + 1, _options.ShadowEvents);
            return new ShadowResult(from, live.Sequence, 0, []);
        }

        var sample = new ShadowSample(_options.ShadowShare, round);
        EventVisitor apply = (in EventView e) =>
        {
            if (sample.Has(e.Partition) || (machine.TypeOf(e) is { } type && machine.ConcernsAll(type)))
                machine.Apply(e);
            return true;
        };
        new Replayer(_options.Log, workers: 1, progress: null).Visit(machine.Sequence, live.Sequence, apply, cancellationToken);
        if ((files?.Replaced ?? 0) != replaced)
        {
            // Some events of before and some of after a compaction make no state to compare.
            LogReplaced();
            return new ShadowResult(from, live.Sequence, 0, []);
        }

        return sample.Compare(live, machine.Capture(), from);
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The module {Module} is not deterministic: its state in partition {Partition} after event {Sequence} is another when it is replayed, first at {Path}: live it is {Live}, replayed {Replayed}. 'verify' names the event where two replays part.")]
    private partial void LogDiverged(string module, ulong partition, long sequence, string path, string live, string replayed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The shadow's replay failed; the next round tries again.")]
    private partial void LogFailed(Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message =
        "The shadow leaves out a round: {Events} events are to be replayed since the newest snapshots, and at most {Most} are allowed.")]
    private partial void LogTooMuch(long events, long most);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The shadow leaves out a round: the stream was compacted meanwhile.")]
    private partial void LogReplaced();

    [LoggerMessage(Level = LogLevel.Debug, Message = "The shadow ends after {Rounds} rounds.")]
    private partial void LogEnded(int rounds);
}
