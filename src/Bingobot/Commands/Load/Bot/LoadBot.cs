using System.Diagnostics;

namespace Bingobot.Commands.Load.Bot;

/// <summary>The bot's process, which can be killed as <c>kill -9</c> does and started again. Thread-safe.</summary>
internal sealed class LoadBot : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    private readonly LoadPlan _plan;
    private readonly Uri _api;
    private readonly TimeProvider _clock;
    private readonly StreamWriter _log;
    private readonly Lock _logGate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private Task _reading = Task.CompletedTask;
    private TimeSpan _processorTime;
    private long _peakMemory;
    private long _killed;
    private volatile bool _wasKilled;

    /// <summary>Makes it; it is started by <see cref="Start"/>.</summary>
    public LoadBot(LoadPlan plan, Uri api, TimeProvider clock)
    {
        (_plan, _api, _clock) = (plan, api, clock);
        _log = new StreamWriter(plan.BotLog, append: true) { AutoFlush = true };
    }

    /// <summary>When it was killed last, as a timestamp; null before the first time. Known before it is started again.</summary>
    public long? Killed => _wasKilled ? Volatile.Read(ref _killed) : null;

    /// <summary>Completes with the reason where the bot ends without having been told to.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>The processor time of all its lives, as far as it was looked at.</summary>
    public TimeSpan ProcessorTime => _processorTime;

    /// <summary>The most memory that it had resident, in bytes, as far as it was looked at.</summary>
    public long PeakMemory => Volatile.Read(ref _peakMemory);

    /// <summary>Starts it.</summary>
    public void Start()
    {
        ProcessStartInfo start = OwnProgram.Start(
            [LoadBotCommand.Name, "--data", _plan.BotFolder, LoadBotCommand.Url.Name, _api.ToString()]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The bot could not be started.");
        _process = process;
        _reading = Task.WhenAll(CopyAsync(process.StandardOutput), CopyAsync(process.StandardError));
        _ = WatchAsync(process);
    }

    /// <summary>Kills it, and starts it again.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_process is not { } process)
                return;
            Measure(process);
            _process = null;
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            Volatile.Write(ref _killed, _clock.GetTimestamp());
            _wasKilled = true;
            await _reading;
            process.Dispose();
            Start();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets it stop in good order.</summary>
    /// <exception cref="FatalException">It did not, or said that something is wrong.</exception>
    public async Task StopAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_process is not { } process)
                return;
            Measure(process);
            _process = null;
            process.StandardInput.Close();
            await WaitAsync(process);
            int code = process.ExitCode;
            process.Dispose();
            if (code != (int)ExitCode.Good)
                throw Failed($"The bot stopped with code {code}.");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What the bot said last, with the reason in front.</summary>
    public FatalException Failed(string reason)
    {
        lock (_logGate)
            _log.Flush();
        using var file = new StreamReader(new FileStream(_plan.BotLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string[] last = [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(5)];
        return new FatalException(ExitCode.Failure, $"{reason} It said last: {string.Join(" | ", last)}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await _reading;
        await _log.DisposeAsync();
        _turn.Dispose();
    }

    private async Task WaitAsync(Process process)
    {
        using var deadline = new CancellationTokenSource(StopWithin, _clock);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            await _reading;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            process.Kill();
            throw Failed($"The bot did not stop within {StopWithin.TotalSeconds} s.");
        }
    }

    private void Measure(Process process)
    {
        process.Refresh();
        if (process.HasExited)
            return;
        _processorTime += process.TotalProcessorTime;
        _peakMemory = Math.Max(_peakMemory, process.PeakWorkingSet64);
    }

    private async Task WatchAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It was disposed of after an end that was wanted.
            return;
        }

        if (ReferenceEquals(_process, process))
            _ended.TrySetResult($"The bot ended by itself, with code {process.ExitCode}.");
    }

    private async Task CopyAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_logGate)
                _log.WriteLine(line);
        }
    }
}
