using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Bingobot.EndToEnd;

/// <summary>The program, running as a bot in its sandbox.</summary>
internal sealed partial class BotProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private const int Sigint = 2;

    /// <summary>Discord's 3 seconds are too few on a machine that does other things beside; they are tried where the clock is the test's.</summary>
    private const string PatienceOfPeople = "45";

    private static readonly ConcurrentDictionary<Process, bool> Alive = new();

    private readonly Process _process;
    private readonly bool _isSupervised;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();

    /// <summary>Whoever interrupts the tests is not left with bots.</summary>
    static BotProcess() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (Process process in Alive.Keys)
            process.Kill(entireProcessTree: true);
    };

    private BotProcess(Process process, int port, bool isSupervised)
    {
        _process = process;
        _isSupervised = isSupervised;
        Port = port;
        Address = new Uri($"http://127.0.0.1:{port}/");
        Sandbox = new SandboxClient(Address);
    }

    /// <summary>The port of its web page.</summary>
    public int Port { get; }

    /// <summary>Its web page.</summary>
    public Uri Address { get; }

    /// <summary>The sandbox in it.</summary>
    public SandboxClient Sandbox { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it has written so far, to standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
                return _output.ToString();
        }
    }

    /// <summary>Starts it, without waiting.</summary>
    /// <param name="data">Its data folder.</param>
    /// <param name="port">Its port, or null for any that is free.</param>
    /// <param name="config">The text of its configuration, or null for none. Its file is beside the data folder.</param>
    /// <param name="environment">Environment variables that it is to have besides.</param>
    /// <param name="isSupervised">Whether it is started again after a crash that was ordered.</param>
    public static BotProcess Launch(
        string data,
        int? port = null,
        string? config = null,
        IReadOnlyDictionary<string, string>? environment = null,
        bool isSupervised = false)
    {
        int chosen = port ?? BuiltProgram.FreePort();
        List<string> arguments = ["run", "--data", data, "--port", $"{chosen}"];
        if (config is not null)
        {
            string file = data.TrimEnd('/') + ".yaml";
            File.WriteAllText(file, config);
            arguments.AddRange(["--config", file]);
        }

        if (isSupervised)
            arguments.Add("--supervise");
        ProcessStartInfo start = BuiltProgram.Start(arguments, Path.GetTempPath());
        start.Environment["BINGOBOT__SANDBOX__ANSWERSECONDS"] = PatienceOfPeople;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var bot = new BotProcess(process, chosen, isSupervised);
        process.OutputDataReceived += (_, line) => bot.Note(line.Data);
        process.ErrorDataReceived += (_, line) => bot.Note(line.Data);
        process.Start();
        Alive[process] = true;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return bot;
    }

    /// <summary>Starts it, and waits until it is connected to its sandbox and has said so.</summary>
    public static async Task<BotProcess> StartAsync(string data, int? port = null, string? config = null, bool isSupervised = false)
    {
        BotProcess bot = Launch(data, port, config, isSupervised: isSupervised);
        try
        {
            await bot.WaitUntilReadyAsync();
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the bot is connected and its commands are registered.</summary>
    public Task WaitUntilReadyAsync() => Wait.UntilAsync(
        async () =>
        {
            Assert.False(HasExited, $"The bot ended with {(HasExited ? _process.ExitCode : 0)}: {Output}");
            return Output.Contains("Open http", StringComparison.Ordinal) && await Sandbox.IsBotReadyAsync();
        },
        "a bot that is ready",
        details: () => Output);

    /// <summary>The newest durable state that its status page shows.</summary>
    public async Task<ObservedState> ObserveAsync() => ObservedState.Parse(await Sandbox.PageAsync("status"));

    /// <summary>Sends SIGKILL, and does not wait.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Ends it as <c>kill -9</c> does, and who would start it again.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: _isSupervised);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends SIGTERM, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync() => SignalAsync(Sigterm);

    /// <summary>Sends SIGINT, as Ctrl+C does, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> InterruptAsync() => SignalAsync(Sigint);

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Wait.Patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The bot did not end. It said: {Output}");
        }

        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: _isSupervised);
            await _process.WaitForExitAsync();
        }

        Alive.TryRemove(_process, out _);
        _process.Dispose();
        Sandbox.Dispose();
    }

    private Task<int> SignalAsync(int signal)
    {
        Assert.Equal(0, SendSignal(_process.Id, signal));
        return WaitForExitAsync();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _output.AppendLine(line);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
