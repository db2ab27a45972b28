using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Gateway;

public class ResumeTests
{
    private static Task<MessageView> Say(SandboxHost host, string content) =>
        host.Sandbox.SendMessageAsync("general", "ada", content, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Resume_AfterADrop_ReplaysWhatWasMissedAndThenResumes()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket first = await BotSocket.LoginAsync(host);
        await Say(host, "one");
        await first.EventAsync("MESSAGE_CREATE");
        first.Abort();
        await Say(host, "two");
        await Say(host, "three");

        await using BotSocket second = await BotSocket.ResumeAsync(host, first.SessionId, first.Seq);

        Assert.Equal("two", (await second.EventAsync("MESSAGE_CREATE")).GetProperty("content").GetString());
        Assert.Equal("three", (await second.EventAsync("MESSAGE_CREATE")).GetProperty("content").GetString());
        await second.EventAsync("RESUMED");
        await Say(host, "four");
        Assert.Equal("four", (await second.EventAsync("MESSAGE_CREATE")).GetProperty("content").GetString());
        Assert.Equal(first.Seq + 3, second.Seq);
    }

    [Fact]
    public async Task Resume_AfterTheProcessRestarted_ReplaysFromTheJournal()
    {
        MemoryJournal journal = new();
        string sessionId;
        long seq;
        await using (SandboxHost before = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal }))
        {
            await using BotSocket first = await BotSocket.LoginAsync(before);
            first.Abort();
            await Say(before, "while you were away");
            (sessionId, seq) = (first.SessionId, first.Seq);
        }

        await using SandboxHost after = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal });
        await using BotSocket second = await BotSocket.ResumeAsync(after, sessionId, seq);

        JsonElement message = await second.EventAsync("MESSAGE_CREATE");
        Assert.Equal("while you were away", message.GetProperty("content").GetString());
        await second.EventAsync("RESUMED");
    }

    [Fact]
    public async Task Resume_OfAnUnknownSession_IsInvalidAndMayIdentify()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.ResumeAsync(host, "nobody", 1);

        JsonElement invalid = await bot.ExpectAsync(op: 9);

        Assert.False(invalid.GetProperty("d").GetBoolean());
        await bot.IdentifyAsync(1);
        await bot.EventAsync("READY");
    }

    [Fact]
    public async Task Resume_FromASeqThatWasNeverSent_ClosesWith4007()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket first = await BotSocket.LoginAsync(host);
        first.Abort();

        await using BotSocket second = await BotSocket.ResumeAsync(host, first.SessionId, first.Seq + 1);

        Assert.Equal(4007, await second.ClosedAsync());
    }

    [Fact]
    public async Task Resume_FromBeforeTheReplayBuffer_IsInvalid()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { ReplayBuffer = 3 });
        await using BotSocket first = await BotSocket.LoginAsync(host);
        first.Abort();
        for (int i = 0; i < 4; i++)
            await Say(host, $"{i}");

        await using BotSocket second = await BotSocket.ResumeAsync(host, first.SessionId, first.Seq);

        Assert.False((await second.ExpectAsync(op: 9)).GetProperty("d").GetBoolean());
        Assert.Empty(host.World.Sessions);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, false)]
    [InlineData(4000, true)]
    [InlineData(3333, true)]
    public async Task Session_ClosedByTheClient_StaysUnlessItSaidGoodbye(int code, bool stays)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        await bot.CloseAsync(code);

        Assert.Equal(stays, host.World.Sessions.ContainsKey(bot.SessionId));
    }

    [Fact]
    public async Task Session_ResumedElsewhere_BreaksTheOlderConnectionOff()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket first = await BotSocket.LoginAsync(host);

        await using BotSocket second = await BotSocket.ResumeAsync(host, first.SessionId, first.Seq);

        await second.EventAsync("RESUMED");
        Assert.Null(await first.ClosedAsync());
        Assert.True(host.Sandbox.BotConnected);
    }

    [Fact]
    public async Task People_QuickerThanTheBotReads_WaitAndCostItNoEvent()
    {
        const int Count = 500;
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { ReplayBuffer = 60 });
        await using BotSocket bot = await BotSocket.LoginAsync(host);
        long first = bot.Seq + 1;

        Task[] people = [.. Enumerable.Range(0, 10).Select(p => Task.Run(async () =>
        {
            for (int i = 0; i < Count / 10; i++)
                await Say(host, new string((char)('a' + p), 1500));
        }))];

        for (long seq = first; seq < first + Count; seq++)
        {
            await bot.EventAsync("MESSAGE_CREATE");
            Assert.Equal(seq, bot.Seq);
        }

        await Task.WhenAll(people);
    }
}
