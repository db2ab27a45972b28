using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Bingobot.EndToEnd;

/// <summary>What the sandbox answered to somebody.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body: a message as Discord has it, or <c>{"message": why not}</c>.</param>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>Whether the bot answered.</summary>
    public bool IsGood => Status == HttpStatusCode.OK;

    /// <summary>All that a person can read in it.</summary>
    public string Text => SandboxMessage.TextOf(Body);

    /// <summary>Why the sandbox refused, with this status.</summary>
    public string Refusal(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{Status}: {Body}");
        return Body.GetProperty("message").GetString()!;
    }

    /// <summary>The answer as a message, after a good status.</summary>
    public SandboxMessage Message()
    {
        Assert.True(IsGood, $"{Status}: {Body}");
        return new SandboxMessage(Body);
    }
}

/// <summary>People, as they act on the sandbox over HTTP.</summary>
internal sealed class SandboxClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Makes a client of the program at this address.</summary>
    public SandboxClient(Uri address) => _http = new HttpClient { BaseAddress = address, Timeout = Wait.Patience };

    /// <summary>Whether a bot is connected and its commands are registered; false where nobody answers yet.</summary>
    public async Task<bool> IsBotReadyAsync()
    {
        try
        {
            JsonElement world = await WorldAsync();
            return world.GetProperty("botConnected").GetBoolean() && world.GetProperty("commands").GetArrayLength() > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Guilds, channels, users and voice.</summary>
    public Task<JsonElement> WorldAsync() => GetAsync("sandbox/api/world");

    /// <summary>What a page of the program holds.</summary>
    public Task<string> PageAsync(string path) => _http.GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>A JSON document of the program.</summary>
    public async Task<JsonElement> GetAsync(string path) =>
        await _http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>The newest messages of the channel, newest first; with a viewer also those that only they see.</summary>
    public async Task<SandboxMessage[]> MessagesAsync(string channel = "general", string? viewer = null, int limit = 100)
    {
        JsonElement list = await GetAsync($"sandbox/api/channels/{channel}/messages?limit={limit}&user={viewer}");
        return [.. list.EnumerateArray().Select(message => new SandboxMessage(message.Clone()))];
    }

    /// <summary>The only guild's id.</summary>
    public async Task<string> GuildAsync() => (await WorldAsync()).GetProperty("guilds")[0].GetProperty("id").GetString()!;

    /// <summary>A user's id.</summary>
    public async Task<string> UserIdAsync(string name) => (await WorldAsync()).GetProperty("users").EnumerateArray()
        .Single(user => user.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;

    /// <summary>A new user.</summary>
    public async Task<Answer> AddUserAsync(string name) =>
        await PostAsync($"sandbox/api/guilds/{await GuildAsync()}/users", new { name });

    /// <summary>Somebody writes.</summary>
    public Task<Answer> SayAsync(string user, string content) =>
        PostAsync("sandbox/api/channels/general/messages", new { user, content });

    /// <summary>Somebody invokes a command: <c>vote start</c>.</summary>
    public Task<Answer> InvokeAsync(string user, string command, params (string Name, object Value)[] options) =>
        PostAsync(
            "sandbox/api/channels/general/commands",
            new { user, command, options = options.ToDictionary(option => option.Name, option => option.Value) });

    /// <summary>Somebody presses a button.</summary>
    public Task<Answer> PressAsync(string user, string message, string customId) =>
        PostAsync($"sandbox/api/messages/{message}/components", new { user, customId });

    /// <summary>Somebody goes into a voice channel, or leaves it.</summary>
    public async Task<Answer> VoiceAsync(string user, string? channel) =>
        await PostAsync($"sandbox/api/guilds/{await GuildAsync()}/voice", new { user, channel });

    /// <summary>Something goes wrong.</summary>
    public Task<Answer> ChaosAsync(object order) => PostAsync("sandbox/api/chaos", order);

    /// <summary>Somebody asks for what is given as an object.</summary>
    public Task<Answer> PostAsync(string path, object body) => PostAsync(path, JsonContent.Create(body));

    /// <summary>Somebody sends a text in the place of JSON.</summary>
    public Task<Answer> PostTextAsync(string path, string body) =>
        PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<Answer> PostAsync(string path, HttpContent body)
    {
        using (body)
        {
            using HttpResponseMessage response = await _http.PostAsync(path, body, TestContext.Current.CancellationToken);
            JsonElement json = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            return new Answer(response.StatusCode, json);
        }
    }
}
