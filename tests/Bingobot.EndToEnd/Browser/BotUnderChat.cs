using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Bingobot.EndToEnd.Browser;

/// <summary>The program with its sandbox and its chat, on a port and a data folder of its own.</summary>
internal sealed class BotUnderChat(bool isSupervised) : IAsyncDisposable
{
    /// <summary>Long enough for a machine that does other things beside.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-chat-");
    private readonly StringBuilder _output = new();
    private readonly int _port = BuiltProgram.FreePort();
    private Process? _process;

    /// <summary>The chat's page.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>Starts it, the first time or again, and waits until its bot has registered its commands.</summary>
    public async Task StartAsync()
    {
        _process?.Dispose();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Assembly(), "run", "--data", Path.Combine(_folder.FullName, "data"), "--port", $"{_port}" },
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DISCORD_TOKEN"] = null, ["ASPNETCORE_ENVIRONMENT"] = "Production", ["BINGOBOT__SANDBOX__ANSWERSECONDS"] = BotProcess.PatienceOfPeople },
        };
        if (isSupervised)
            start.ArgumentList.Add("--supervise");
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync();
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var timer = new PeriodicTimer(Step);
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync(http))
        {
            Assert.False(_process!.HasExited, $"The bot ended by itself: {Output()}");
            Assert.True(clock.Elapsed < Patience, $"The bot was not ready within {Patience.TotalSeconds} s: {Output()}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            JsonElement world = await http.GetFromJsonAsync<JsonElement>("sandbox/api/world", TestContext.Current.CancellationToken);
            return world.GetProperty("botConnected").GetBoolean() && world.GetProperty("commands").GetArrayLength() > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The program as the build made it, in the configuration of these tests.</summary>
    private static string Assembly()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        DirectoryInfo? folder = output;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bingobot.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "src", "Bingobot", "bin", output.Parent!.Name, output.Name, "bingobot.dll");
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private string Output()
    {
        lock (_output)
            return _output.ToString();
    }
}
