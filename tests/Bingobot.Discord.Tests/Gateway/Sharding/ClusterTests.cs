using System.Collections.Concurrent;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Discord.Tests.Scripted;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Gateway.Sharding;

public sealed class ClusterTests : IAsyncLifetime
{
    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await ScriptedDiscord.StartAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    [Theory]
    [InlineData(0UL, 4, 0)]
    [InlineData(41771983423143937UL, 3, 0)]
    [InlineData(81384788765712384UL, 5, 3)]
    [InlineData(197038439483310086UL, 16, 2)]
    public void Guild_IsOnTheShardThatTheFormulaSays(ulong guild, int count, int shard)
    {
        Assert.Equal(shard, GatewayShard.IdOf(new Snowflake(guild), count));
        Assert.Equal(0, GatewayShard.IdOf(null, count));
    }

    [Fact]
    public async Task Shards_OfOneBot_IdentifyEachAsItself()
    {
        _discord.GatewayBot = context => context.Response.WriteAsync(
            $$$"""
            {"url":"{{{_discord.GatewayAddress}}}","shards":3,
             "session_start_limit":{"total":1000,"remaining":999,"reset_after":14400000,"max_concurrency":3}}
            """);
        using DiscordRest rest = new(new DiscordRestOptions { Token = "t", ApiBaseUrl = _discord.ApiBaseUrl, Random = new Random(1) });
        ConcurrentQueue<(int Shard, string Session)> ready = new();
        IdentifyLimiter limiter = new();
        GatewayCluster cluster = new(rest, 3, shard => new GatewayClientOptions
        {
            Token = "t",
            Intents = Intents.Guilds,
            Shard = shard,
            IdentifyLimiter = limiter,
            Compression = GatewayCompression.None,
            Random = new Random(shard.Id),
            OnDispatch = (dispatch, _) =>
            {
                ready.Enqueue((shard.Id, dispatch.Position.SessionId));
                return default;
            },
        });
        using CancellationTokenSource stop = new();
        var running = cluster.RunAsync(stop.Token);
        for (var i = 0; i < 3; i++)
        {
            var server = await _discord.NextConnectionAsync();
            await server.HelloAsync();
            var identify = await server.ExpectAsync(GatewayOpcode.Identify);
            var shard = identify.GetProperty("shard");
            Assert.Equal(3, shard[1].GetInt32());
            await server.ReadyAsync($"session-{shard[0].GetInt32()}", _discord.ResumeAddress);
        }
        await RunningClient.Until(() => ready.Count == 3 && cluster.State == GatewayState.Ready, () => "three sessions");

        Assert.Equal([(0, "session-0"), (1, "session-1"), (2, "session-2")], ready.Order());
        Assert.Same(cluster.Shards[2], cluster.ShardOf(new Snowflake(2 << 22)));
        Assert.Same(cluster.Shards[0], cluster.ShardOf(null));
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Shard_ThatIsRefused_EndsAll()
    {
        using DiscordRest rest = new(new DiscordRestOptions { Token = "t", ApiBaseUrl = _discord.ApiBaseUrl, Random = new Random(1) });
        IdentifyLimiter limiter = new();
        GatewayCluster cluster = new(rest, 2, shard => new GatewayClientOptions
        {
            Token = "t",
            Intents = Intents.Guilds,
            Shard = shard,
            IdentifyLimiter = limiter,
            Random = new Random(shard.Id),
            OnDispatch = static (_, _) => default,
        });
        var running = cluster.RunAsync(TestContext.Current.CancellationToken);
        var server = await _discord.NextConnectionAsync();
        await server.HelloAsync();
        await server.ExpectAsync(GatewayOpcode.Identify);
        await server.CloseAsync(4011);
        var e = await Assert.ThrowsAsync<GatewayClosedException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(GatewayCloseCode.ShardingRequired, e.Code);
    }

    [Fact]
    public async Task Start_ReplacedSession_IdentifiesAndNamesItAsLost()
    {
        GatewayPosition old = new("of-another-count", _discord.ResumeAddress, 9);
        await using var client = new RunningClient(_discord, replaced: old);
        await _discord.NextReadyAsync(client);
        Assert.Equal(old, client.Events.Single().LostSession);
    }
}
