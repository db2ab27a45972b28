using System.Diagnostics;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>Kills a process, and what it started, that takes far longer than it should: a test that waits for it then fails.</summary>
internal sealed class ProcessDeadline : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly Timer _timer;
    private volatile bool _hasPassed;

    public ProcessDeadline(Process process) => _timer = new Timer(
        _ =>
        {
            _hasPassed = true;
            process.Kill(entireProcessTree: true);
        },
        null,
        Longest,
        Timeout.InfiniteTimeSpan);

    public bool HasPassed => _hasPassed;

    public void Dispose() => _timer.Dispose();
}
