using System.Collections.Concurrent;
using System.Text.Json;

namespace Bingobot.Sandbox.Tests.Support;

/// <summary>A bot that answers each interaction by a script.</summary>
internal sealed class TinyBot : IAsyncDisposable
{
    private readonly BotSocket _socket;
    private readonly Task _loop;

    private TinyBot(SandboxHost host, BotSocket socket, Func<TinyBot, JsonElement, Task> script)
    {
        Host = host;
        _socket = socket;
        _loop = Task.Run(async () =>
        {
            while (await socket.ReceiveAsync() is { } payload)
            {
                if (payload.GetProperty("op").GetInt32() != 0 || payload.GetProperty("t").GetString() != "INTERACTION_CREATE")
                    continue;
                JsonElement interaction = payload.GetProperty("d");
                Seen.Enqueue(interaction);
                await script(this, interaction);
            }
        });
    }

    public SandboxHost Host { get; }

    public ConcurrentQueue<JsonElement> Seen { get; } = new();

    public static async Task<TinyBot> StartAsync(SandboxHost host, Func<TinyBot, JsonElement, Task> script)
    {
        BotSocket socket = await BotSocket.LoginAsync(host, Intents.Guilds);
        return new TinyBot(host, socket, script);
    }

    /// <summary>A bot that gives every interaction the same acknowledgement.</summary>
    public static Task<TinyBot> StartAsync(SandboxHost host, string acknowledgement) =>
        StartAsync(host, (bot, interaction) => bot.AcknowledgeAsync(interaction, acknowledgement));

    public Task<Answer> AcknowledgeAsync(JsonElement interaction, string body, string query = "") => Host.BotAsync(
        "POST", $"interactions/{Text(interaction, "id")}/{Text(interaction, "token")}/callback{query}", body);

    public Task<Answer> WebhookAsync(string method, JsonElement interaction, string path, string? body = null) => Host.BotAsync(
        method, $"webhooks/{Host.Application}/{Text(interaction, "token")}{path}", body);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _loop;
        await _socket.DisposeAsync();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
