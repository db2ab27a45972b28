using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Bingobot.Configuration;
using Bingobot.Data;
using Bingobot.Effects;
using Bingobot.Hosting;
using Bingobot.Tests.Commands;

namespace Bingobot.Tests.Effects;

/// <summary>A bot that runs in its sandbox, on a stream with dead letters: what the command line, a browser and a scraper see.</summary>
public sealed class RunningBotTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RecordedStream _stream = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new();
    private readonly StringWriter _output = new();
    private readonly Uri _url = new($"http://127.0.0.1:{FreePort()}");
    private BotHost? _host;
    private Task<ExitCode>? _running;
    private string[] _ids = [];

    private string ControlPath => Path.Combine(_stream.Data, "bingobot.control");

    public async ValueTask InitializeAsync()
    {
        _ids = await _stream.RecordEffectsAsync(4);
        var configuration = new BotConfiguration { DataDirectory = _stream.Data, Listen = IPEndPoint.Parse(_url.Authority) };
        TextWriter output = TextWriter.Synchronized(_output);
        _host = new BotHost(configuration, output, output, TimeProvider.System);
        _running = _host.RunAsync(_stop.Token);
        await WaitForAsync(() => _output.ToString().Contains("Open http", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Assert.Equal(ExitCode.Good, await _running!);
        await _host!.DisposeAsync();
        Assert.False(File.Exists(ControlPath));
        _http.Dispose();
        _stop.Dispose();
        _stream.Dispose();
    }

    [Fact]
    public async Task Bot_that_runs_is_shown_asked_and_measured()
    {
        Assert.Contains("id=\"dead\" class=\"bad\"", await _http.GetStringAsync(new Uri(_url, "status")), StringComparison.Ordinal);
        string metrics = "";

        // Shown once the first event that was published is durable.
        await WaitForAsync(() => (metrics = _http.GetStringAsync(new Uri(_url, "metrics")).GetAwaiter().GetResult())
            .Contains("# TYPE bingobot_events_publish_duration_seconds histogram", StringComparison.Ordinal));
        Assert.Matches(@"(?m)^bingobot_events_effects_dead\S* [34] ?\d*$", metrics);
        Assert.Contains("dotnet_", metrics, StringComparison.Ordinal);

        Ran discarded = (await _stream.RunAsync("effects", "discard", _ids[1], "--reason", "not worth it")).Succeeded();
        Assert.Equal([$"{_ids[1]} discarded"], discarded.Lines);
        Ran retried = (await _stream.RunAsync("effects", "retry", _ids[0])).Succeeded();
        Assert.Equal([$"{_ids[0]} pending again"], retried.Lines);

        // The sandbox knows no such interaction: it is refused again, with the same id.
        await WaitForAsync(() => CountAsync("EffectFailed", _ids[0]).GetAwaiter().GetResult() == 2);
        Assert.Equal(1, await CountAsync("EffectRetried", _ids[0]));
        Assert.Equal(1, await CountAsync("EffectDiscarded", _ids[1]));
        Ran missing = await _stream.RunAsync("effects", "discard", _ids[1]);
        Assert.Equal(ExitCode.Usage, missing.Code);
        await ChangingRequests_AreRefused_UnlessTheyAreLocalMeantAndKeyed();
    }

    private async Task ChangingRequests_AreRefused_UnlessTheyAreLocalMeantAndKeyed()
    {
        ControlFile control = ControlFile.Read(_stream.Data)!;
        Assert.Equal(_url, control.Url);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ControlPath));
        const string All = """{"ids":null,"discards":true,"reason":""}""";

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(All, key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(All, key: "another"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(All, control.Key, origin: "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(All, control.Key, host: "evil.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("""{"ids":7}""", control.Key));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("null", control.Key));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new string(' ', 2 * 1024 * 1024), control.Key));
        Assert.Equal(0, await CountAsync("EffectDiscarded", _ids[2]));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(All, control.Key));
        Assert.Equal(1, await CountAsync("EffectDiscarded", _ids[2]));
    }

    private async Task<HttpStatusCode> PostAsync(string body, string? key, string? origin = null, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_url, EffectEndpoint.Path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        request.Headers.Host = host;
        using HttpResponseMessage response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<int> CountAsync(string type, string id) =>
        (await _stream.RunAsync("events", "--json", "--type", type, "--where", $"effect={id}")).Succeeded().Lines.Length;

    private async Task WaitForAsync(Func<bool> condition)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                !_running!.IsCompleted && TimeProvider.System.GetElapsedTime(began) < Patience, $"It did not come about: {_output}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
