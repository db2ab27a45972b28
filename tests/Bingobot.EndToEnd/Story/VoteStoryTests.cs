using System.Globalization;
using System.Net;

namespace Bingobot.EndToEnd.Story;

/// <summary>What a new user does: votes, kills the bot in the middle, and finds all as it was.</summary>
public sealed class VoteStoryTests
{
    [Fact]
    public async Task Vote_BotKilledInTheMiddle_GoesOnAndIsAnnouncedOnce()
    {
        using var folder = new TestFolder();
        string data = folder.Below("data");
        string vote;
        string shown;
        ObservedState before;
        int port;
        await using (BotProcess bot = await BotProcess.StartAsync(data))
        {
            port = bot.Port;
            SandboxMessage started = await StartVoteAsync(bot, "10m");
            vote = started.Id;
            await PressAsync(bot, "ada", vote, "yes");
            await PressAsync(bot, "grace", vote, "yes");
            SandboxMessage changed = await PressAsync(bot, "grace", vote, "no");
            Assert.Contains("yes: 1 vote\n", changed.Content, StringComparison.Ordinal);
            Assert.Contains("no: 1 vote\n", changed.Content, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await bot.Sandbox.VoiceAsync("linus", "voice")).Status);
            Answer challenge = await bot.Sandbox.InvokeAsync("ada", "challenge", ("user", "linus"), ("reason", "sings"));
            Assert.Contains("sings", challenge.Message().Text, StringComparison.Ordinal);
            await UntilRecordedAsync(data, "VoiceSessionStarted");
            shown = (await MessageAsync(bot, vote)).Content;
            before = await bot.ObserveAsync();
            await bot.KillAsync();
        }

        await using (BotProcess bot = await BotProcess.StartAsync(data, port))
        {
            Assert.Equal(before.Hash, (await BotCommand.StateAsync(data, before.Sequence)).GetProperty("hash").GetString());
            Assert.Equal(shown, (await MessageAsync(bot, vote)).Content);
            Answer show = await bot.Sandbox.InvokeAsync("ada", "vote show", ("id", "1"));
            Assert.Contains("yes: 1 vote\n• no: 1 vote\n", show.Message().Content, StringComparison.Ordinal);
            SandboxMessage pressed = await PressAsync(bot, "linus", vote, "yes");
            Assert.Equal(vote, pressed.Id);
            Assert.Contains("yes: 2 votes\n• no: 1 vote\n", pressed.Content, StringComparison.Ordinal);
            await bot.KillAsync();
        }

        await using (BotProcess bot = await BotProcess.StartAsync(data, port, "sandbox: { timeScale: 60 }"))
            await UntilAnnouncedAsync(bot, vote, "**yes** won with 2 votes of 3.");

        await AssertAnnouncedOnceAsync(data, vote, port);
        await BotCommand.VerifyAsync(data);
    }

    [Fact]
    public async Task Vote_DueWhileTheBotIsDown_ClosesAtTheNextStart()
    {
        using var folder = new TestFolder();
        string data = folder.Below("data");
        string vote;
        await using (BotProcess bot = await BotProcess.StartAsync(data))
        {
            vote = (await StartVoteAsync(bot, "15s")).Id;
            await PressAsync(bot, "ada", vote, "yes");
            await PressAsync(bot, "grace", vote, "yes");
            await PressAsync(bot, "linus", vote, "no");
            await bot.KillAsync();
        }

        RecordedEvent[] events = await BotCommand.EventsAsync(data);
        Assert.DoesNotContain(events, e => e.Type == "VoteClosed");
        DateTimeOffset due = DateTimeOffset.Parse(
            events.Single(e => e.Type == "VoteStarted").Text("closesAt"), CultureInfo.InvariantCulture);
        await Wait.UntilAsync(() => Task.FromResult(DateTimeOffset.UtcNow > due), "the time at which the vote is due");

        int port = BuiltProgram.FreePort();
        await using (BotProcess bot = await BotProcess.StartAsync(data, port))
            await UntilAnnouncedAsync(bot, vote, "**yes** won with 2 votes of 3.");

        await AssertAnnouncedOnceAsync(data, vote, port);
        await BotCommand.VerifyAsync(data);
        events = await BotCommand.EventsAsync(data);
        RecordedEvent restarted = events.Where(e => e.Type == "RuntimeStarted").ElementAt(1);
        Assert.True(restarted.Time > due);
        Assert.True(events.Single(e => e.Type == "VoteClosed").Sequence > restarted.Sequence);
    }

    [Fact]
    public async Task Vote_DueWhileTheBotRuns_ClosesByItself()
    {
        using var folder = new TestFolder();
        await using BotProcess bot = await BotProcess.StartAsync(folder.Below("data"), config: "sandbox: { timeScale: 20 }");
        SandboxMessage vote = await StartVoteAsync(bot, "20s");
        await UntilAnnouncedAsync(bot, vote.Id, "No quorum");
        Answer late = await bot.Sandbox.PressAsync("ada", vote.Id, vote.Button("yes").CustomId);
        Assert.Contains("disabled", late.Refusal(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private static async Task<SandboxMessage> StartVoteAsync(BotProcess bot, string duration)
    {
        SandboxMessage started = (await bot.Sandbox.InvokeAsync(
            "ada", "vote start", ("question", "Pizza?"), ("options", "yes,no"), ("duration", duration))).Message();
        Assert.Equal(["yes", "no"], started.Buttons.Select(button => button.Label));
        Assert.True(started.IsByBot);
        return started;
    }

    private static async Task<SandboxMessage> PressAsync(BotProcess bot, string user, string message, string label)
    {
        SandboxButton button = (await MessageAsync(bot, message)).Button(label);
        return (await bot.Sandbox.PressAsync(user, message, button.CustomId)).Message();
    }

    private static async Task<SandboxMessage> MessageAsync(BotProcess bot, string id) =>
        (await bot.Sandbox.MessagesAsync()).Single(message => message.Id == id);

    private static Task UntilRecordedAsync(string data, string type) => Wait.UntilAsync(
        async () => (await BotCommand.EventsAsync(data)).Any(e => e.Type == type), $"an event {type}");

    /// <summary>Waits for the announcement, and for the vote's message to say the same with its buttons disabled.</summary>
    private static async Task UntilAnnouncedAsync(BotProcess bot, string vote, string result)
    {
        SandboxMessage[] messages = await Wait.ForAsync(
            async () =>
            {
                SandboxMessage[] all = await bot.Sandbox.MessagesAsync();
                return IsAnnounced(all) && all.Single(message => message.Id == vote).Buttons.All(button => button.IsDisabled)
                    ? all
                    : null;
            },
            "the vote's result",
            details: () => bot.Output);
        Assert.Contains(result, messages.Single(IsAnnouncement).Content, StringComparison.Ordinal);
        Assert.Contains(result, messages.Single(message => message.Id == vote).Content, StringComparison.Ordinal);
    }

    /// <summary>That one more start announces nothing again, and that the record agrees with the channel.</summary>
    private static async Task AssertAnnouncedOnceAsync(string data, string vote, int port)
    {
        await using (BotProcess bot = await BotProcess.StartAsync(data, port))
        {
            // An answer after the start shows that what was left to do before it has been done.
            Assert.True((await bot.Sandbox.InvokeAsync("ada", "vote list")).IsGood);
            SandboxMessage[] messages = await bot.Sandbox.MessagesAsync();
            Assert.Single(messages, IsAnnouncement);
            Assert.Single(messages, message => message.Id == vote);
            Assert.Equal(0, await bot.StopAsync());
        }

        RecordedEvent[] events = await BotCommand.EventsAsync(data);
        string id = events.First(e => e.Type == "VoteStarted").Text("vote");
        Assert.Single(events, e => e.Type == "VoteClosed" && e.Text("vote") == id);
        Assert.Single(events, e => e.Type == "EffectSucceeded" && e.Text("key") == "result/" + id);
    }

    private static bool IsAnnounced(SandboxMessage[] messages) => messages.Any(IsAnnouncement);

    private static bool IsAnnouncement(SandboxMessage message) =>
        message.Content.Contains("Result of vote #1: Pizza?", StringComparison.Ordinal);
}
