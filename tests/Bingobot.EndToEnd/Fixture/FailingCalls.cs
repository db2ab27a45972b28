using System.Diagnostics;

namespace Bingobot.EndToEnd;

/// <summary>strace, attached to a program that runs, makes system calls on one of its files fail until the program ends.</summary>
internal sealed class FailingCalls : IAsyncDisposable
{
    private const string Strace = "/usr/bin/strace";
    private const string Attached = " attached";

    private readonly Process _strace;
    private readonly Task<string> _rest;

    private FailingCalls(Process strace)
    {
        _strace = strace;
        _rest = strace.StandardError.ReadToEndAsync();
    }

    /// <summary>
    /// Skips where strace is missing, which continuous integration counts as a failure. Where the machine forbids ptrace, which nothing
    /// can be installed against, says so and gives null.
    /// </summary>
    /// <param name="process">The program's process id.</param>
    /// <param name="file">The file whose calls fail.</param>
    /// <param name="fault">As strace's <c>inject</c> takes it.</param>
    /// <param name="log">Where the calls are written down.</param>
    public static async Task<FailingCalls?> AttachAsync(int process, string file, string fault, string log)
    {
        Assert.SkipUnless(File.Exists(Strace), $"Needs {Strace} (Debian: apt-get install strace).");
        string calls = fault.Split(':', 2)[0];
        Process strace = Process.Start(new ProcessStartInfo(
            Strace, ["-f", "-p", $"{process}", "-o", log, "-P", file, "-e", $"trace={calls}", "-e", $"inject={fault}"])
        {
            RedirectStandardError = true,
        })!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Wait.Patience);
        string? line = await strace.StandardError.ReadLineAsync(deadline.Token);
        if (line?.Contains(Attached, StringComparison.Ordinal) == true)
            return new FailingCalls(strace);
        string all = line + await strace.StandardError.ReadToEndAsync(deadline.Token);
        strace.Dispose();
        Assert.Contains("ptrace", all, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine($"NOT TESTED: this machine does not permit ptrace: {all}");
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_strace.HasExited)
            _strace.Kill();
        await _strace.WaitForExitAsync();
        await _rest;
        _strace.Dispose();
    }
}
