using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>A bot in its sandbox and a browser, for all tests of a class. Without a browser nothing is started.</summary>
public class ChatFixture : IAsyncLifetime
{
    private readonly bool _isSupervised;
    private readonly TestFolder _folder = new();
    private readonly int _port = BuiltProgram.FreePort();
    private readonly List<IBrowserContext> _contexts = [];
    private BotProcess? _bot;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A bot that stays away when it is killed.</summary>
    public ChatFixture()
        : this(isSupervised: false)
    {
    }

    /// <param name="isSupervised">Whether the bot is started again after a crash that was ordered.</param>
    protected ChatFixture(bool isSupervised) => _isSupervised = isSupervised;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        Assertions.SetDefaultExpectTimeout((float)Wait.Patience.TotalMilliseconds);
        await StartBotAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (IBrowserContext context in _contexts)
            await context.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_bot is not null)
            await _bot.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Opens the chat in a window of its own, as another person's browser would, and waits until it can be used.</summary>
    internal async Task<ChatTab> OpenAsync(string user, int width = 1280, int height = 800)
    {
        Chromium.Require();
        IBrowserContext context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        _contexts.Add(context);
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)Wait.Patience.TotalMilliseconds);
        var tab = new ChatTab(page);
        await page.GotoAsync(new Uri(Bot.Address, $"?as={user}").ToString());
        await tab.WaitUntilReadyAsync();
        return tab;
    }

    /// <summary>People who do not use the page.</summary>
    internal SandboxClient People => Bot.Sandbox;

    /// <summary>Asks Discord's API for something, as the bot does.</summary>
    internal async Task<JsonElement> AsBotAsync(HttpMethod method, string path, string? body = null)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Bot.Address, "api/v10/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", "sandbox");
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The id of the channel that the chat begins with.</summary>
    internal async Task<string> GeneralAsync()
    {
        JsonElement guilds = await AsBotAsync(HttpMethod.Get, "users/@me/guilds");
        JsonElement channels = await AsBotAsync(HttpMethod.Get, $"guilds/{guilds[0].GetProperty("id").GetString()}/channels");
        return channels.EnumerateArray().First(channel => channel.GetProperty("name").GetString() == "general").GetProperty("id").GetString()!;
    }

    /// <summary>Ends the bot and its sandbox as <c>kill -9</c> does.</summary>
    internal Task KillBotAsync() => Bot.KillAsync();

    /// <summary>Starts both again on the same data and port.</summary>
    internal async Task StartBotAsync()
    {
        if (_bot is not null)
            await _bot.DisposeAsync();
        _bot = await BotProcess.StartAsync(_folder.Below("data"), _port, isSupervised: _isSupervised);
    }

    private BotProcess Bot => _bot ?? throw new InvalidOperationException("The bot has not been started.");
}
