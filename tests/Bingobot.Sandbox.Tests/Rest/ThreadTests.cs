using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Rest;

public class ThreadTests
{
    private static Task<SandboxHost> StartAsync(MovableClock? clock = null, ISandboxJournal? journal = null) =>
        SandboxHost.StartAsync(new SandboxOptions
        {
            EnforceRateLimits = false,
            WorldClock = clock?.Time ?? TimeProvider.System,
            Journal = journal ?? new MemoryJournal(),
        });

    private static async Task<string> BeginAsync(SandboxHost host, string body = """{"name":"talk","type":11,"auto_archive_duration":60}""")
    {
        Answer answer = await host.BotAsync("POST", $"channels/{host.General}/threads", body);
        Assert.Equal(201, answer.Status);
        return answer.Text("id");
    }

    [Fact]
    public async Task Thread_Started_IsToldInDiscordsOrder()
    {
        await using SandboxHost host = await StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);
        Answer starter = await host.PeopleAsync("POST", $"channels/{host.General}/messages", """{"user":"ada","content":"hi"}""");
        await bot.EventAsync("MESSAGE_CREATE");

        Answer thread = await host.BotAsync(
            "POST", $"channels/{host.General}/messages/{starter.Text("id")}/threads", """{"name":"talk"}""");

        JsonElement created = await bot.EventAsync("THREAD_CREATE");
        JsonElement members = await bot.EventAsync("THREAD_MEMBERS_UPDATE");
        JsonElement first = await bot.EventAsync("MESSAGE_CREATE");
        Assert.Equal((starter.Text("id"), true), (created.GetProperty("id").GetString(), created.GetProperty("newly_created").GetBoolean()));
        Assert.Equal(1, members.GetProperty("added_members").GetArrayLength());
        Assert.Equal((21, thread.Text("id")), (first.GetProperty("type").GetInt32(), first.GetProperty("channel_id").GetString()));
        Assert.Equal(11, first.GetProperty("channel_type").GetInt32());
        Assert.Equal(0, thread.Json.GetProperty("message_count").GetInt32());
    }

    [Fact]
    public async Task Messages_InAThread_AreCounted()
    {
        await using SandboxHost host = await StartAsync();
        string thread = await BeginAsync(host);
        Answer one = await host.BotAsync("POST", $"channels/{thread}/messages", """{"content":"1"}""");
        await host.BotAsync("POST", $"channels/{thread}/messages", """{"content":"2"}""");
        await host.BotAsync("DELETE", $"channels/{thread}/messages/{one.Text("id")}");

        Answer read = await host.BotAsync("GET", $"channels/{thread}");

        Assert.Equal(
            (1, 2), (read.Json.GetProperty("message_count").GetInt32(), read.Json.GetProperty("total_message_sent").GetInt32()));
    }

    [Theory]
    [InlineData("POST", "messages/{message}/reactions-by-bot", 50083)]
    [InlineData("PATCH", "messages/{message}", 50083)]
    [InlineData("PUT", "thread-members/@me", 50083)]
    [InlineData("PATCH", "", 50083)]
    public async Task ArchivedThread_TakesNothingButDeletions(string method, string path, int code)
    {
        await using SandboxHost host = await StartAsync();
        string thread = await BeginAsync(host);
        string message = (await host.BotAsync("POST", $"channels/{thread}/messages", """{"content":"1"}""")).Text("id");
        await host.BotAsync("PATCH", $"channels/{thread}", """{"archived":true}""");
        bool isReaction = path.EndsWith("by-bot", StringComparison.Ordinal);
        string target = isReaction ? $"messages/{message}/reactions/👍/@me" : path.Replace("{message}", message, StringComparison.Ordinal);

        Answer refused = await host.BotAsync(
            isReaction ? "PUT" : method, $"channels/{thread}/{target}".TrimEnd('/'), method == "PATCH" ? """{"content":"x","name":"y"}""" : null);
        Answer deleted = await host.BotAsync("DELETE", $"channels/{thread}/messages/{message}");

        Assert.Equal((400, code), (refused.Status, refused.Code));
        Assert.Equal(204, deleted.Status);
    }

    [Fact]
    public async Task Thread_QuietForItsTime_IsArchivedByTheWorldsClockAlsoAcrossARestart()
    {
        MovableClock clock = new();
        MemoryJournal journal = new();
        string thread;
        await using (SandboxHost before = await StartAsync(clock, journal))
        {
            thread = await BeginAsync(before);
            clock.Time.Advance(TimeSpan.FromMinutes(59));
            Assert.False(before.World.Channels[ulong.Parse(thread, null)].Thread!.Archived);
        }

        clock.Time.Advance(TimeSpan.FromMinutes(2));
        await using SandboxHost after = await StartAsync(clock, journal);

        await WaitAsync(after, world => world.Channels[ulong.Parse(thread, null)].Thread!.Archived);
        Answer found = await after.BotAsync("GET", $"channels/{after.General}/threads/archived/public");
        Assert.Equal(thread, found.Json.GetProperty("threads")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task PrivateThread_IsSeenOnlyByWhoIsInItOrManagesThreads()
    {
        await using SandboxHost host = await StartAsync();
        Answer begun = await host.PeopleAsync(
            "POST", $"channels/{host.General}/threads", """{"user":"grace","name":"secret","private":true}""");
        string thread = begun.Text("id");
        Assert.Empty(host.Sandbox.GetThreads(host.Guild, "linus"));
        Assert.Single(host.Sandbox.GetThreads(host.Guild, "grace"));
        Assert.Single(host.Sandbox.GetThreads(host.Guild, "ada"));
        await host.LimitBotAsync(Permissions.Everyone | Permissions.SendMessagesInThreads);

        Answer outside = await host.BotAsync("GET", $"channels/{thread}");
        await host.Store.DoAsync(
            t => new ThreadMemberSet(ulong.Parse(thread, null), t.World.App.BotId, true) { At = t.At }, TestContext.Current.CancellationToken);
        Answer inside = await host.BotAsync("GET", $"channels/{thread}");

        Assert.Equal((403, 50001), (outside.Status, outside.Code));
        Assert.Equal(200, inside.Status);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"t","auto_archive_duration":61}""", "auto_archive_duration")]
    [InlineData("""{"name":"t","type":0}""", "type")]
    [InlineData("""{"name":"t","rate_limit_per_user":-1}""", "rate_limit_per_user")]
    public async Task Thread_ThatIsFaulty_NamesTheField(string body, string field)
    {
        await using SandboxHost host = await StartAsync();

        Answer answer = await host.BotAsync("POST", $"channels/{host.General}/threads", body);

        Assert.Equal((400, 50035), (answer.Status, answer.Code));
        Assert.NotEmpty(answer.Json.GetProperty("errors").GetProperty(field).GetProperty("_errors").EnumerateArray());
    }

    private static async Task WaitAsync(SandboxHost host, Func<World, bool> until)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            Task changed = host.Store.Changed;
            if (until(host.World))
                return;
            await changed.WaitAsync(patience.Token);
        }
    }
}
