using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bingobot.Supervision;

/// <summary>
/// Runs the bot in a process of its own, and starts it again where it was killed by a crash that was ordered; whatever else ends
/// it ends this too, with the same code. The bot is told to stop when this is, and does not outlive it.
/// </summary>
/// <param name="start">Starts the bot.</param>
/// <param name="dataFolder">Where the bot notes that a crash is meant.</param>
/// <param name="output">Where it is told that the bot is started again.</param>
internal sealed class Supervisor(ProcessStartInfo start, string dataFolder, TextWriter output) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Process? _bot;
    private bool _isStopping;

    /// <summary>Whether this system has what it needs.</summary>
    public static bool IsPossible => !OperatingSystem.IsWindows();

    /// <summary>Runs until the bot has ended and is not to be started again.</summary>
    /// <returns>Its exit code; 128 and more where a signal ended it.</returns>
    public Task<int> RunAsync()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
        var result = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Linux takes the end of the thread that started the bot for the end of its parent, so one thread does it all and stays.
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(Run());
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        })
        { Name = "supervisor" };
        thread.Start();
        return result.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _bot?.Dispose();
    }

    private int Run()
    {
        while (true)
        {
            Process bot = Start();
            bot.WaitForExit();
            if (!WasOrdered(bot))
                return bot.ExitCode;
            output.WriteLine("The bot was crashed, as was ordered. Starting it again …");
            output.Flush();
        }
    }

    private Process Start()
    {
        lock (_gate)
        {
            _bot?.Dispose();
            _bot = Process.Start(start) ?? throw new InvalidOperationException("The bot could not be started.");
            return _bot;
        }
    }

    private bool WasOrdered(Process bot)
    {
        lock (_gate)
        {
            if (_isStopping)
                return false;
        }

        return bot.ExitCode == Native.SignalExit + Native.Sigkill
            && CrashNotes.Newest(dataFolder) is { HashAfter: null } note
            && note.Process == bot.Id;
    }

    /// <summary>
    /// Each signal is passed on as SIGTERM. A terminal sends Ctrl+C to the bot as well, which takes no notice of it: it would
    /// otherwise be told twice, and end at once.
    /// </summary>
    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            _isStopping = true;
            if (_bot is { HasExited: false } bot)
                Native.Send(bot.Id, Native.Sigterm);
        }
    }
}
