using System.Globalization;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Tests.Scripted;
using Bingobot.Events;
using Bingobot.Events.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptedDiscord = Bingobot.Discord.Tests.Scripted.ScriptedDiscord;

namespace Bingobot.Framework.Tests.Gateway.Sharded;

/// <summary>A whole bot of several shards over real sockets, and the other end of each.</summary>
internal sealed class ShardedBot(ScriptedDiscord discord, TestEventLog log) : IAsyncDisposable
{
    public const int Shards = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private Bot? _bot;
    private EventStream? _stream;
    private Task<BotExit>? _running;

    public Bot Bot => _bot!;

    public Task<BotExit> Running => _running!;

    /// <summary>What the module has heard in a guild.</summary>
    public HeardState HeardIn(ulong guild) => _stream!.Capture().StateOf<HeardState>("heard", guild) ?? HeardState.Nothing;

    /// <summary>A guild of a shard.</summary>
    public static ulong GuildOf(int shard, int number = 1) => ((ulong)((number * Shards) + shard) << 22) | 5;

    public static async Task<ScriptedDiscord> StartDiscordAsync()
    {
        var discord = await ScriptedDiscord.StartAsync();
        discord.GatewayBot = context => context.Response.WriteAsync(
            $$$"""
            {"url":"{{{discord.GatewayAddress}}}","shards":{{{Shards}}},
             "session_start_limit":{"total":1000,"remaining":999,"reset_after":14400000,"max_concurrency":{{{Shards}}}}}
            """);
        discord.Rest = static context => context.Response.WriteAsync(
            context.Request.Path.Value!.EndsWith("/commands", StringComparison.Ordinal) ? "[]" : """{"id":"99","username":"bot","name":"bot","flags":0}""");
        return discord;
    }

    public async Task StartAsync()
    {
        _bot = Bot.Create(
            new BotOptions
            {
                Token = "secret",
                CustomIdKey = new byte[32],
                ApiBaseUrl = discord.ApiBaseUrl,
                Shards = Shards,
                Compression = GatewayCompression.None,
                Random = new Random(1),
            },
            [new HeardModule()],
            NullLoggerFactory.Instance);
        _stream = await EventStream.OpenAsync(new EventStreamOptions { Log = log, Modules = _bot.Modules, Effects = _bot.Effects });
        _running = _bot.RunAsync(_stream, _stream, _stop.Token);
    }

    /// <summary>Takes a connection of each shard up to its READY; returns them by shard.</summary>
    public async Task<ScriptedConnection[]> IdentifyAllAsync()
    {
        var connections = new ScriptedConnection[Shards];
        for (var i = 0; i < Shards; i++)
        {
            var connection = await discord.NextConnectionAsync();
            await connection.HelloAsync();
            var identify = await connection.ExpectAsync(GatewayOpcode.Identify);
            Assert.Equal(Shards, identify.GetProperty("shard")[1].GetInt32());
            var shard = identify.GetProperty("shard")[0].GetInt32();
            await connection.ReadyAsync($"s{shard}", $"{discord.ResumeAddress}/{shard}");
            connections[shard] = connection;
        }
        return connections;
    }

    /// <summary>Takes the next connection, which resumes; returns which shard's it is, and after which event.</summary>
    public async Task<(ScriptedConnection Connection, int Shard, long Sequence)> ResumeNextAsync()
    {
        var connection = await discord.NextConnectionAsync();
        await connection.HelloAsync();
        var resume = await connection.ExpectAsync(GatewayOpcode.Resume);
        var shard = int.Parse(connection.Path.Split('/')[^1], CultureInfo.InvariantCulture);
        Assert.Equal($"s{shard}", resume.GetProperty("session_id").GetString());
        return (connection, shard, resume.GetProperty("seq").GetInt64());
    }

    public static Task SayAsync(ScriptedConnection connection, int shard, long sequence) => connection.DispatchAsync(
        sequence,
        "MESSAGE_CREATE",
        $$$"""{"id":"{{{(shard * 1000) + sequence}}}","guild_id":"{{{GuildOf(shard)}}}","channel_id":"500","author":{"id":"2","username":"ada"}}""");

    /// <summary>Waits until a shard's cursor is durable up to there.</summary>
    public Task DurableAsync(int shard, long sequence) =>
        UntilAsync(() => _stream!.DurableCursor($"gateway/{shard}")?.Position >= sequence);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var impatient = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(impatient.IsCancellationRequested, "It did not happen in time.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends it in good order; each connection is to be closed with a code that keeps its session.</summary>
    public async Task StopAsync(IEnumerable<ScriptedConnection> connections)
    {
        await _stop.CancelAsync();
        var codes = await Task.WhenAll(connections.Select(static connection => connection.ExpectCloseAsync()));
        Assert.All(codes, static code => Assert.Equal(4000, code));
        Assert.Equal(BotExitReason.Stopped, (await _running!).Reason);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is { } running)
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stream is { } stream)
            await stream.DisposeAsync();
        if (_bot is { } bot)
            await bot.DisposeAsync();
        _stop.Dispose();
    }
}
