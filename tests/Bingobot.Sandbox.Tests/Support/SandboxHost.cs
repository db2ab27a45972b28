using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bingobot.Sandbox.Tests.Support;

/// <summary>A sandbox on a port of its own. Another one over the same journal is "after a restart of the process".</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _bot;
    private readonly HttpClient _people;

    private SandboxHost(WebApplication app, SandboxOptions options)
    {
        _app = app;
        Options = options;
        Address = new Uri(app.Urls.Single());
        _bot = new HttpClient { BaseAddress = new Uri(Address, "/api/v10/") };
        _bot.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", options.BotToken);
        _people = new HttpClient { BaseAddress = new Uri(Address, "/sandbox/api/") };
    }

    public Uri Address { get; }

    public SandboxOptions Options { get; }

    public LocalSandbox Sandbox => _app.Services.GetRequiredService<LocalSandbox>();

    public ISandboxCrowd Crowd => _app.Services.GetRequiredService<ISandboxCrowd>();

    public WorldStore Store => _app.Services.GetRequiredService<WorldStore>();

    public World World => Store.Durable;

    public string General => Id(World.Channels.Values.Single(c => c.Name == "general").Id);

    public string Guild => Id(World.Guilds.Keys.Single());

    public string Application => Id(World.App.Id);

    public static async Task<SandboxHost> StartAsync(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSandbox(options);
        WebApplication app = builder.Build();
        app.MapSandbox();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SandboxHost(app, options);
    }

    public static string Id(ulong id) => Snowflake.Text(id);

    public string UserId(string name) => Id(World.Users.Values.Single(u => u.Name == name).Id);

    /// <summary>As the bot, with its token.</summary>
    public Task<Answer> BotAsync(string method, string path, string? body = null) => SendAsync(_bot, method, path, body);

    /// <summary>As people and tests do.</summary>
    public Task<Answer> PeopleAsync(string method, string path, string? body = null) =>
        SendAsync(_people, method, path, body);

    public async Task RegisterAsync(string commands)
    {
        Answer answer = await BotAsync("PUT", $"applications/{Application}/commands", commands);
        Assert.Equal(200, answer.Status);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _bot.Dispose();
        _people.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task<Answer> SendAsync(HttpClient client, string method, string path, string? body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonElement json = text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        return new Answer((int)response.StatusCode, json, response.Headers.ToDictionary(h => h.Key, h => h.Value.First()));
    }
}

internal sealed record Answer(int Status, JsonElement Json, IReadOnlyDictionary<string, string> Headers)
{
    public int Code => Json.GetProperty("code").GetInt32();

    public string Message => Json.GetProperty("message").GetString()!;

    public string Text(string name) => Json.GetProperty(name).GetString()!;
}
