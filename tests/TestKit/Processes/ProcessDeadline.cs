using System.Diagnostics;

namespace Bingobot.TestKit;

/// <summary>Kills a process, and what it started, that takes far longer than it should: a test that waits for it then fails.</summary>
public sealed class ProcessDeadline : IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);
    private readonly Timer _timer;
    private volatile bool _hasPassed;

    /// <param name="process">The process.</param>
    /// <param name="longest">How long it may take; a minute where nothing is said.</param>
    public ProcessDeadline(Process process, TimeSpan? longest = null) => _timer = new Timer(
        _ =>
        {
            _hasPassed = true;
            process.Kill(entireProcessTree: true);
        },
        null,
        longest ?? Usual,
        Timeout.InfiniteTimeSpan);

    public bool HasPassed => _hasPassed;

    public void Dispose() => _timer.Dispose();
}
