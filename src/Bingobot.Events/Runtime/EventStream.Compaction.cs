using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <content>Dropping what nothing needs any more, beside the running stream.</content>
public sealed partial class EventStream
{
    private readonly SemaphoreSlim _compacting = new(1);
    private readonly CancellationTokenSource _stopCompacting = new();
    private Task _compactions = Task.CompletedTask;

    /// <summary>
    /// Drops, from sealed segments, the events that nothing needs any more by <see cref="EventStreamOptions.Retention"/>, once
    /// replay has proven that no state changes by it. Sequences stay as they are. The stream goes on meanwhile.
    /// </summary>
    /// <param name="ct">Ends it; what was replaced by then stays replaced, and the next one goes on.</param>
    /// <returns>What was dropped, and what was refused and why.</returns>
    /// <exception cref="InvalidOperationException"><see cref="EventStreamOptions.Retention"/> is not set.</exception>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public async Task<CompactionReport> CompactAsync(CancellationToken ct = default)
    {
        if (_options.Retention is not { } retention)
            throw new InvalidOperationException($"Nothing says how long events are kept; set {nameof(EventStreamOptions.Retention)}.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, _stopCompacting.Token);
        await _compacting.WaitAsync(stop.Token).ConfigureAwait(false);
        try
        {
            return await Elsewhere.RunAsync(CultureInfo.InvariantCulture, ThreadPriority.BelowNormal, () =>
            {
                var compactor = new Compactor(
                    (DocumentLog)_options.Log, _options.CompactionModules!, retention, _options.TimeProvider.GetUtcNow(), _logger, stop.Token);
                return compactor.Run(Capture(), Record);
            }).ConfigureAwait(false);
        }
        finally
        {
            _compacting.Release();
        }
    }

    /// <summary>On the compaction's own thread, which may wait.</summary>
    private void Record(StreamCompacted compacted)
    {
        PreparedEvent e = _catalog.StreamCompacted.Prepare(compacted);
        _writer.DoAsync(WorkItem.Rent(e, 0), CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private void StartCompacting()
    {
        if (_options.CompactEvery is { } every)
            _compactions = Task.Run(() => CompactAgainAndAgainAsync(every));
    }

    private async Task StopCompactingAsync()
    {
        await _stopCompacting.CancelAsync().ConfigureAwait(false);
        await _compactions.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // One that somebody asked for may still be on its way out.
        await _compacting.WaitAsync().ConfigureAwait(false);
    }

    private async Task CompactAgainAndAgainAsync(TimeSpan every)
    {
        CancellationToken stop = _stopCompacting.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(every, _options.TimeProvider, stop).ConfigureAwait(false);
                CompactionReport report = await CompactAsync(stop).ConfigureAwait(false);
                LogCompacted(report.Dropped, report.UpTo, report.Kept);
                foreach (CompactionRefusal refusal in report.Refusals)
                    LogRefused(refusal.Module, string.Join(", ", refusal.Types), refusal.Reason);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                LogCompactionFailed(fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Compacted: {Dropped} events up to {UpTo} are dropped, {Kept} are kept.")]
    private partial void LogCompacted(long dropped, long upTo, long kept);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events that {Module} reads ({Types}) are kept beyond their time: {Reason}")]
    private partial void LogRefused(string module, string types, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The compaction failed; nothing is lost, the next one tries again.")]
    private partial void LogCompactionFailed(Exception fault);
}
