using System.Collections.Concurrent;
using System.Text.Json;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Rest;
using Bingobot.Sandbox.Tests.Support;
using Payloads = Bingobot.Discord.Payloads;

namespace Bingobot.Sandbox.Tests.Interop;

/// <summary>The project's own client, whose payload types are strict, against the sandbox.</summary>
public class OwnClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static DiscordRest Rest(SandboxHost host) => new(new DiscordRestOptions
    {
        Token = host.Options.BotToken,
        ApiBaseUrl = new Uri(host.Address, "/api/v10"),
        Random = new Random(1),
    });

    [Fact]
    public async Task Client_AnswersACommandAndAButtonWithTypedPayloads()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        using DiscordRest rest = Rest(host);
        Payloads.Application application = await rest.GetCurrentApplicationAsync(TestContext.Current.CancellationToken);
        await rest.BulkOverwriteGlobalCommandsAsync(
            application.Id,
            [new Payloads.ApplicationCommand { Name = "greet", Description = "Greets" }],
            TestContext.Current.CancellationToken);
        ConcurrentQueue<Payloads.Interaction> seen = new();
        await using Running client = Running.Start(rest, host, null, async dispatch =>
        {
            Deserialize(dispatch);
            if (dispatch.Type != "INTERACTION_CREATE")
                return;
            Payloads.Interaction interaction =
                JsonSerializer.Deserialize(dispatch.Data.Span, Payloads.DiscordJson.Default.Interaction)!;
            seen.Enqueue(interaction);
            await rest.CreateInteractionResponseAsync(interaction.Id, interaction.Token, new Payloads.InteractionResponse
            {
                Type = Payloads.InteractionCallbackType.ChannelMessageWithSource,
                Data = new Payloads.InteractionCallbackData { Content = "hello" },
            });
        });
        await client.ReadyAsync();

        BotAnswer answer = await host.Sandbox.InvokeCommandAsync(
            "general", "ada", "greet", new Dictionary<string, JsonElement>(), TestContext.Current.CancellationToken);
        Payloads.Message sent = await rest.CreateMessageAsync(
            new Payloads.Snowflake(ulong.Parse(host.General, null)),
            new Payloads.CreateMessage { Content = "once", Nonce = "n", EnforceNonce = true },
            TestContext.Current.CancellationToken);

        Assert.Equal("hello", answer.Message?.Content);
        Assert.Equal("ada", seen.Single().Member?.User?.Username);
        Assert.Equal("once", sent.Content);
    }

    [Fact]
    public async Task Client_StartedAnew_ResumesFromItsDurablePositionAcrossARestartOfBoth()
    {
        MemoryJournal journal = new();
        GatewayPosition position;
        await using (SandboxHost before = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal }))
        {
            using DiscordRest rest = Rest(before);
            await using Running first = Running.Start(rest, before, null, _ => Task.CompletedTask);
            await first.ReadyAsync();
            position = first.Position!.Value;
            await first.DisposeAsync();
            await before.Sandbox.SendMessageAsync("general", "ada", "while you were away", TestContext.Current.CancellationToken);
        }

        await using SandboxHost after = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal });
        using DiscordRest restAfter = Rest(after);
        TaskCompletionSource<(string Type, long Seq)> missed = new();
        GatewayPosition durable = position with { ResumeUrl = $"ws://{after.Address.Authority}/gateway" };
        await using Running second = Running.Start(restAfter, after, durable, dispatch =>
        {
            missed.TrySetResult((dispatch.Type, dispatch.Position.Sequence));
            return Task.CompletedTask;
        });

        Assert.Equal(
            ("MESSAGE_CREATE", position.Sequence + 1),
            await missed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    /// <summary>What the sandbox sends is what the strict types expect.</summary>
    private static void Deserialize(GatewayDispatch dispatch)
    {
        object? payload = dispatch.Type switch
        {
            "READY" => JsonSerializer.Deserialize(dispatch.Data.Span, Payloads.DiscordJson.Default.Ready),
            "GUILD_CREATE" => JsonSerializer.Deserialize(dispatch.Data.Span, Payloads.DiscordJson.Default.Guild),
            "MESSAGE_CREATE" => JsonSerializer.Deserialize(dispatch.Data.Span, Payloads.DiscordJson.Default.Message),
            _ => dispatch,
        };
        Assert.NotNull(payload);
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task _run = Task.CompletedTask;
        private bool _stopped;

        public GatewayPosition? Position { get; private set; }

        public static Running Start(
            DiscordRest rest, SandboxHost host, GatewayPosition? durable, Func<GatewayDispatch, Task> onDispatch)
        {
            Running running = new() { Position = durable };
            GatewayClient client = new(rest, new GatewayClientOptions
            {
                Token = host.Options.BotToken,
                Intents = Payloads.Intents.Guilds | Payloads.Intents.GuildMessages | Payloads.Intents.GuildMembers,
                Random = new Random(1),
                DurablePosition = () => running.Position,
                OnDispatch = async (dispatch, _) =>
                {
                    await onDispatch(dispatch);
                    running.Position = dispatch.Position;
                    if (dispatch.Type == "GUILD_CREATE")
                        running._ready.TrySetResult();
                },
            });
            running._run = client.RunAsync(running._stop.Token);
            return running;
        }

        public async Task ReadyAsync()
        {
            Task first = await Task.WhenAny(_ready.Task, _run).WaitAsync(Patience, TestContext.Current.CancellationToken);
            await first;
        }

        public async ValueTask DisposeAsync()
        {
            if (_stopped)
                return;
            _stopped = true;
            await _stop.CancelAsync();
            await _run;
            _stop.Dispose();
        }
    }
}
