using Bingobot.Dashboard;
using Bingobot.Events;
using Bingobot.Sandbox;

namespace Bingobot.Supervision;

/// <summary>
/// Crashes the bot on order, and in the process after that compares what replay makes of the same events. Thread-safe.
/// </summary>
/// <param name="dataFolder">The data folder, locked by this process.</param>
/// <param name="isSupervised">Whether there is somebody to start the bot again.</param>
/// <param name="status">Where the running stream is.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed partial class BotCrash(string dataFolder, bool isSupervised, BotStatusSource status, TimeProvider clock) : IBotProcess
{
    /// <summary>In which whoever ordered the crash is answered.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromMilliseconds(200);

    private volatile CrashNote? _last = CrashNotes.Newest(dataFolder);
    private int _isOrdered;

    /// <inheritdoc/>
    public string? WhyNoCrash => isSupervised
        ? null
        : "Nothing would start the bot again: it was not started by ./start.sh, nor with --supervise.";

    /// <inheritdoc/>
    public CrashReport? LastCrash => _last?.Report;

    /// <inheritdoc/>
    public Task CrashAsync(CancellationToken cancellationToken = default)
    {
        if (WhyNoCrash is { } why)
            throw new SandboxException(409, why);
        if (status.Stream is not { } stream)
            throw new SandboxException(409, "The bot is still starting.");
        if (Interlocked.Exchange(ref _isOrdered, 1) != 0)
            throw new SandboxException(409, "The bot is being crashed already.");
        StateDigest digest = StateReport.Digest(stream.Capture());
        var note = new CrashNote(Environment.ProcessId, clock.GetUtcNow(), digest.Sequence, digest.Hash);
        CrashNotes.Add(dataFolder, note);
        _last = note;
        _ = KillSoonAsync();
        return Task.CompletedTask;
    }

    /// <summary>Replays from the first event to the one that the last crash noted, unless that was done, and keeps the hash.</summary>
    /// <param name="open">Opens the recorded stream beside the running one.</param>
    /// <param name="modules">Makes fresh modules.</param>
    /// <param name="logger">Takes what came of it.</param>
    /// <param name="stop">Gives up; the next process tries again.</param>
    public async Task CompareAsync(
        Func<DocumentLog> open, Func<IReadOnlyList<IModule>> modules, ILogger logger, CancellationToken stop)
    {
        if (_last is not { HashAfter: null } note || note.Process == Environment.ProcessId)
            return;
        try
        {
            await using DocumentLog log = open();
            StreamSnapshot snapshot = await StreamReplay.ReplayAsync(
                log, modules(), new StreamReplayOptions { ToSequence = note.Sequence }, stop);
            CrashNote compared = note with { HashAfter = StateReport.Digest(snapshot).Hash };
            CrashNotes.Add(dataFolder, compared);
            _last = compared;
            if (compared.Report.IsEqual == true)
                LogEqual(logger, note.Sequence, note.HashBefore);
            else
                LogDifferent(logger, note.Sequence, note.HashBefore, compared.HashAfter!);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            LogFailed(logger, e, note.Sequence);
        }
    }

    private async Task KillSoonAsync()
    {
        await Task.Delay(Respite, clock);
        Native.Send(Environment.ProcessId, Native.Sigkill);
    }

    [LoggerMessage(Level = LogLevel.Information, Message =
        "After the crash that was ordered, replay up to event {Sequence} gives the state from before it: {Hash}")]
    private static partial void LogEqual(ILogger logger, long sequence, string hash);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "After the crash that was ordered, replay up to event {Sequence} gives {After}; before it the state was {Before}.")]
    private static partial void LogDifferent(ILogger logger, long sequence, string before, string after);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The state before the crash that was ordered could not be compared: replay up to event {Sequence} failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception, long sequence);
}
