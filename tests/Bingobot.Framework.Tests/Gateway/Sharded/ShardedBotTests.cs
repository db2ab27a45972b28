using Bingobot.Discord.Payloads;
using Bingobot.Events.Testing;
using ScriptedDiscord = Bingobot.Discord.Tests.Scripted.ScriptedDiscord;

namespace Bingobot.Framework.Tests.Gateway.Sharded;

public sealed class ShardedBotTests : IAsyncLifetime
{
    private readonly TestEventLog _log = new();
    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await ShardedBot.StartDiscordAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    [Fact]
    public async Task Events_OfAllShards_AreInTheStreamEachWithItsCursor()
    {
        await using var bot = new ShardedBot(_discord, _log);
        await bot.StartAsync();
        var connections = await bot.IdentifyAllAsync();
        for (var sequence = 2; sequence <= 20; sequence++)
        {
            for (var shard = 0; shard < ShardedBot.Shards; shard++)
                await ShardedBot.SayAsync(connections[shard], shard, sequence);
        }
        for (var shard = 0; shard < ShardedBot.Shards; shard++)
            await bot.DurableAsync(shard, 20);

        for (var shard = 0; shard < ShardedBot.Shards; shard++)
            AssertHeard(shard, [.. Enumerable.Range(2, 19)]);
        var started = _log.Events.Where(static e => e.Type == FrameworkEvents.SessionStarted.Name).Select(static e => e.Cursor!.Source).Order();
        Assert.Equal(["gateway/0", "gateway/1", "gateway/2"], started);
    }

    [Fact]
    public async Task Socket_ThatBreaks_IsResumedAfterItsOwnLastEventWhileTheOthersGoOn()
    {
        await using var bot = new ShardedBot(_discord, _log);
        await bot.StartAsync();
        var connections = await bot.IdentifyAllAsync();
        for (var shard = 0; shard < ShardedBot.Shards; shard++)
        {
            for (var sequence = 2; sequence <= 2 + shard; sequence++)
                await ShardedBot.SayAsync(connections[shard], shard, sequence);
            await bot.DurableAsync(shard, 2 + shard);
        }

        connections[1].Drop();
        await ShardedBot.SayAsync(connections[0], 0, 3);
        await ShardedBot.SayAsync(connections[2], 2, 5);
        var (resumed, resumedShard, after) = await bot.ResumeNextAsync();
        Assert.Equal((1, 3L), (resumedShard, after));
        // One that it has is sent again, and counts once.
        await ShardedBot.SayAsync(resumed, 1, 3);
        await ShardedBot.SayAsync(resumed, 1, 4);
        await resumed.DispatchAsync(5, "RESUMED");
        await ShardedBot.SayAsync(resumed, 1, 6);

        await bot.DurableAsync(0, 3);
        await bot.DurableAsync(1, 6);
        await bot.DurableAsync(2, 5);
        AssertHeard(0, [2, 3]);
        AssertHeard(1, [2, 3, 4, 6]);
        AssertHeard(2, [2, 3, 4, 5]);
        Assert.Equal(3, _log.Events.Count(static e => e.Type == FrameworkEvents.GatewayIdentified.Name));
        Assert.DoesNotContain(_log.Events, static e => e.Type == FrameworkEvents.GapDetected.Name);
    }

    [Fact]
    public async Task Bot_StartedAgain_ResumesEachShardWhereItWas()
    {
        await using (var bot = new ShardedBot(_discord, _log))
        {
            await bot.StartAsync();
            var connections = await bot.IdentifyAllAsync();
            for (var shard = 0; shard < ShardedBot.Shards; shard++)
            {
                await ShardedBot.SayAsync(connections[shard], shard, 2 + shard);
                await bot.DurableAsync(shard, 2 + shard);
            }
            await bot.StopAsync(connections);
        }

        await using var again = new ShardedBot(_discord, _log);
        await again.StartAsync();
        var resumed = new SortedDictionary<int, long>();
        for (var i = 0; i < ShardedBot.Shards; i++)
        {
            var (connection, shard, sequence) = await again.ResumeNextAsync();
            resumed[shard] = sequence;
            await ShardedBot.SayAsync(connection, shard, sequence + 1);
        }
        Assert.Equal([(0, 2L), (1, 3L), (2, 4L)], resumed.Select(static pair => (pair.Key, pair.Value)));
        for (var shard = 0; shard < ShardedBot.Shards; shard++)
            await again.DurableAsync(shard, 3 + shard);
        for (var shard = 0; shard < ShardedBot.Shards; shard++)
            AssertHeard(shard, [2 + shard, 3 + shard]);
    }

    [Fact]
    public async Task Commands_AreSentOnTheShardOfTheirGuildAndPresencesOnAll()
    {
        await using var bot = new ShardedBot(_discord, _log);
        await bot.StartAsync();
        // Before there is a connection, it waits for one.
        var early = bot.Bot.UpdateVoiceStateAsync(
            new UpdateVoiceState { GuildId = new Snowflake(ShardedBot.GuildOf(2)) }, TestContext.Current.CancellationToken);
        var connections = await bot.IdentifyAllAsync();
        await early;
        await bot.Bot.RequestGuildMembersAsync(
            new RequestGuildMembers { GuildId = new Snowflake(ShardedBot.GuildOf(1, 7)), UserIds = [new Snowflake(2)] }, TestContext.Current.CancellationToken);
        await bot.Bot.UpdatePresenceAsync(new UpdatePresence { Status = PresenceStatus.Idle }, TestContext.Current.CancellationToken);

        await connections[0].ExpectAsync(GatewayOpcode.PresenceUpdate);
        var members = await connections[1].ExpectAsync(GatewayOpcode.RequestGuildMembers);
        Assert.Equal($"{ShardedBot.GuildOf(1, 7)}", members.GetProperty("guild_id").GetString());
        await connections[1].ExpectAsync(GatewayOpcode.PresenceUpdate);
        var voice = await connections[2].ExpectAsync(GatewayOpcode.VoiceStateUpdate);
        Assert.Equal($"{ShardedBot.GuildOf(2)}", voice.GetProperty("guild_id").GetString());
        await connections[2].ExpectAsync(GatewayOpcode.PresenceUpdate);
    }

    [Fact]
    public async Task Members_ThatAreAskedFor_ComeToTheModules()
    {
        var guild = ShardedBot.GuildOf(1);
        await using var bot = new ShardedBot(_discord, _log);
        await bot.StartAsync();
        var connections = await bot.IdentifyAllAsync();

        await bot.Bot.RequestGuildMembersAsync(
            new RequestGuildMembers { GuildId = new Snowflake(guild), Query = "a", Limit = 100, Nonce = "n" }, TestContext.Current.CancellationToken);
        var asked = await connections[1].ExpectAsync(GatewayOpcode.RequestGuildMembers);
        await connections[1].DispatchAsync(2, "GUILD_MEMBERS_CHUNK", $$$"""
            {"guild_id":"{{{asked.GetProperty("guild_id").GetString()}}}","chunk_index":0,"chunk_count":1,"nonce":"n",
             "members":[{"user":{"id":"2","username":"ada"},"roles":["3"]},{"user":{"id":"4","username":"alan"},"roles":[]}]}
            """);

        await bot.DurableAsync(1, 2);
        var fact = Assert.Single(_log.Events, static e => e.Type == FrameworkEvents.GuildMembersReceived.Name);
        Assert.Equal((guild, "gateway/1", 2L), (fact.Partition, fact.Cursor!.Source, fact.Cursor.Position));
        await ShardedBot.UntilAsync(() => bot.HeardIn(guild).Members == 2);
    }

    [Fact]
    public async Task AllMembers_WhichABotMayNotAskFor_AreRefused()
    {
        await using var bot = new ShardedBot(_discord, _log);
        await bot.StartAsync();
        await bot.IdentifyAllAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => bot.Bot.RequestGuildMembersAsync(
            new RequestGuildMembers { GuildId = new Snowflake(ShardedBot.GuildOf(1)), Query = "" }, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(4004, "Reset Token")]
    [InlineData(4010, "shard 1 of 3 does not exist")]
    [InlineData(4011, "Raise the number of shards")]
    [InlineData(4012, "Update Bingobot")]
    [InlineData(4013, "Ask only for those")]
    [InlineData(4014, "Privileged Gateway Intents")]
    public async Task Gateway_ClosedForGood_EndsTheBotAsRefusedAndSaysWhatToChange(int code, string says)
    {
        await using var bot = new ShardedBot(_discord, _log);
        await bot.StartAsync();
        var connections = await bot.IdentifyAllAsync();

        await connections[1].CloseAsync(code);

        Assert.Equal([4000, 4000], await Task.WhenAll(connections[0].ExpectCloseAsync(), connections[2].ExpectCloseAsync()));
        var exit = await bot.Running;
        Assert.Equal(BotExitReason.Refused, exit.Reason);
        Assert.Contains($"({code})", exit.Message, StringComparison.Ordinal);
        Assert.Contains(says, exit.Message, StringComparison.Ordinal);
        Assert.False(_discord.HasConnection);
    }

    [Fact]
    public async Task Commands_AfterTheBotStopped_AreRefused()
    {
        await using var bot = new ShardedBot(_discord, _log);
        await bot.StartAsync();
        var connections = await bot.IdentifyAllAsync();
        await bot.StopAsync(connections);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => bot.Bot.UpdatePresenceAsync(new UpdatePresence(), TestContext.Current.CancellationToken));
    }

    /// <summary>A shard's messages in the stream: which, in which order, with whose cursor and in whose guild.</summary>
    private void AssertHeard(int shard, int[] sequences)
    {
        var heard = _log.Events
            .Where(e => e.Type == FrameworkEvents.MessageReceived.Name && e.Partition == ShardedBot.GuildOf(shard))
            .ToArray();
        Assert.Equal(sequences.Select(static sequence => (long)sequence), heard.Select(static e => e.Cursor!.Position));
        Assert.All(heard, e => Assert.Equal(($"gateway/{shard}", $"s{shard}"), (e.Cursor!.Source, e.Cursor.Session)));
    }
}
