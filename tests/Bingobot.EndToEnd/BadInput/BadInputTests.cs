using System.Net;

namespace Bingobot.EndToEnd.BadInput;

/// <summary>Whoever does something wrong gets a clear answer, and nothing else suffers.</summary>
public sealed class BadInputTests(RunningBot running) : IClassFixture<RunningBot>, IAsyncLifetime
{
    private SandboxClient Sandbox => running.Bot.Sandbox;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>After each test the bot still answers and no module has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        Assert.True((await Sandbox.InvokeAsync("ada", "vote list")).IsGood);
        Assert.DoesNotContain("stopped at event", await Sandbox.PageAsync("status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_Unknown_NamesThoseThatThereAre()
    {
        string refusal = (await Sandbox.InvokeAsync("ada", "vote begin")).Refusal(HttpStatusCode.NotFound);
        Assert.Contains("vote begin", refusal, StringComparison.Ordinal);
        Assert.Contains("/vote start", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_OptionMissing_NamesIt()
    {
        string refusal = (await Sandbox.InvokeAsync("ada", "vote start", ("options", "a,b"))).Refusal(HttpStatusCode.BadRequest);
        Assert.Contains("question", refusal, StringComparison.Ordinal);
        Assert.Contains("required", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("question")]
    [InlineData("options")]
    [InlineData("duration")]
    public async Task Option_OfTenThousandCharacters_IsRefusedWithWhatIsAllowed(string option)
    {
        Dictionary<string, object> options = new() { ["question"] = "Long?", [option] = new string('x', 10_000) };
        string refusal = (await Sandbox.InvokeAsync("ada", "vote start", [.. options.Select(pair => (pair.Key, pair.Value))]))
            .Refusal(HttpStatusCode.BadRequest);
        Assert.Contains(option, refusal, StringComparison.Ordinal);
        Assert.Contains("at most", refusal, StringComparison.Ordinal);
        await AssertNoVoteAsync("Long?");
    }

    [Theory]
    [InlineData("Long option?", "options", LongestOption, "80")]
    [InlineData("One?", "options", "only", "2 to 25")]
    [InlineData("Thirty?", "options", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30", "2 to 25")]
    [InlineData("Same?", "options", "tea,Tea", "the same")]
    [InlineData("Empty?", "options", "tea,,milk", "empty")]
    [InlineData("Zero?", "duration", "0", "10 seconds to 30 days")]
    [InlineData("Zero seconds?", "duration", "0s", "10 seconds to 30 days")]
    [InlineData("Year?", "duration", "365d", "10 seconds to 30 days")]
    [InlineData("Ages?", "duration", "99999999999999999999d", "10 seconds to 30 days")]
    [InlineData("Minus?", "duration", "-10m", "10 seconds to 30 days")]
    public async Task Vote_WithWhatNoVoteHas_IsWhisperedWhatIsAllowed(string question, string option, string value, string hint)
    {
        await AssertWhisperedAsync(await Sandbox.InvokeAsync("ada", "vote start", ("question", question), (option, value)), hint);
        await AssertNoVoteAsync(question);
    }

    [Fact]
    public async Task Vote_NotThere_IsSaid() =>
        await AssertWhisperedAsync(await Sandbox.InvokeAsync("ada", "vote show", ("id", "#4711")), "no vote");

    [Fact]
    public async Task Challenge_OfOneself_IsWhispered() =>
        await AssertWhisperedAsync(await Sandbox.InvokeAsync("ada", "challenge", ("user", "ada"), ("reason", "why not")), "yourself");

    [Fact]
    public async Task Challenge_OfTheBot_IsWhispered() =>
        await AssertWhisperedAsync(await Sandbox.InvokeAsync("ada", "challenge", ("user", "bingobot"), ("reason", "beeps")), "bot cannot be challenged");

    [Fact]
    public async Task Challenge_OfNobody_NamesWhoThereIs()
    {
        string refusal = (await Sandbox.InvokeAsync("ada", "challenge", ("user", "nobody"), ("reason", "x"))).Refusal(HttpStatusCode.NotFound);
        Assert.Contains("grace", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_OfAClosedVote_IsRefused()
    {
        SandboxMessage vote = await StartVoteAsync("Quick?", "20s");
        await UntilClosedAsync(vote);
        string refusal = (await Sandbox.PressAsync("grace", vote.Id, vote.Button("yes").CustomId)).Refusal(HttpStatusCode.BadRequest);
        Assert.Contains("disabled", refusal, StringComparison.Ordinal);
        Assert.Contains("0 votes", (await MessageAsync(vote.Id)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_PressedManyTimesAtOnce_CountsOnce()
    {
        SandboxMessage vote = await StartVoteAsync("At once?", "10d");
        Answer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Sandbox.PressAsync("grace", vote.Id, vote.Button("yes").CustomId)));
        Assert.All(answers, answer => Assert.True(answer.IsGood, $"{answer.Body}"));
        Assert.Single(answers, answer => !answer.Message().IsPrivate);
        Assert.All(
            answers.Select(answer => answer.Message()).Where(message => message.IsPrivate),
            message => Assert.Contains("already", message.Content, StringComparison.Ordinal));
        Assert.Contains("yes: 1 vote\n", (await MessageAsync(vote.Id)).Content, StringComparison.Ordinal);
        string id = vote.Button("yes").CustomId.Split(':')[^1];
        Assert.Single(await BotCommand.EventsAsync(running.Data), e => e.Type == "VoteCast" && e.Text("vote") == id);
    }

    [Fact]
    public async Task Button_BothPressedAtOnce_OneVoteIsCounted()
    {
        SandboxMessage vote = await StartVoteAsync("Either?", "10d");
        Answer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Sandbox.PressAsync("linus", vote.Id, vote.Buttons[i % 2].CustomId)));
        Assert.All(answers, answer => Assert.True(answer.IsGood, $"{answer.Body}"));
        string shown = (await Sandbox.InvokeAsync("linus", "vote show", ("id", Number(vote)))).Message().Content;
        Assert.Contains("1 of 2 needed have voted", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_NotOnTheMessage_IsRefused()
    {
        SandboxMessage vote = await StartVoteAsync("Which?", "10d");
        string refusal = (await Sandbox.PressAsync("grace", vote.Id, "votes:cast:9:nonsense")).Refusal(HttpStatusCode.NotFound);
        Assert.Contains("votes:cast:9:nonsense", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_RestrainedByAVote_IsRefusedEverythingUntilRestored()
    {
        Assert.Equal(HttpStatusCode.OK, (await Sandbox.AddUserAsync("troll")).Status);
        SandboxMessage open = await StartVoteAsync("Trolls?", "10d");
        await DecideAsync(await Sandbox.InvokeAsync("ada", "challenge", ("user", "troll"), ("reason", "trolls")));
        foreach ((string command, (string, object)[] options) in Everything())
            await AssertWhisperedAsync(await Sandbox.InvokeAsync("troll", command, options), "A vote keeps you", "troll");
        await AssertWhisperedAsync(await Sandbox.PressAsync("troll", open.Id, open.Button("yes").CustomId), "A vote keeps you", "troll");
        Assert.Contains("yes: 0 votes", (await MessageAsync(open.Id)).Content, StringComparison.Ordinal);
        Assert.True((await Sandbox.SayAsync("troll", "Oh.")).IsGood);

        await DecideAsync(await Sandbox.InvokeAsync("ada", "restore", ("user", "troll")));
        SandboxMessage counted = (await Sandbox.PressAsync("troll", open.Id, open.Button("yes").CustomId)).Message();
        Assert.Contains("yes: 1 vote\n", counted.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", "general")]
    [InlineData("ada", "nowhere")]
    public async Task Request_OfNobodyOrNowhere_NamesWhatThereIs(string user, string channel)
    {
        Answer answer = await Sandbox.PostAsync($"sandbox/api/channels/{channel}/messages", new { user, content = "x" });
        Assert.Contains(user == "ada" ? "general" : "ada", answer.Refusal(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"user\":7,\"command\":\"vote list\"}")]
    [InlineData("{\"user\":\"ada\",\"command\":\"vote list\",\"options\":[]}")]
    [InlineData("{\"user\":\"ada\",\"command\":\"vote show\",\"options\":{\"id\":{}}}")]
    public async Task Request_ThatIsNone_IsRefused(string body)
    {
        Answer answer = await Sandbox.PostTextAsync("sandbox/api/channels/general/commands", body);
        Assert.NotEqual("", answer.Refusal(HttpStatusCode.BadRequest));
    }

    private const string LongestOption = "tea,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    private static (string Command, (string, object)[] Options)[] Everything() =>
    [
        ("vote start", [("question", "May I?")]),
        ("vote list", []),
        ("vote show", [("id", "1")]),
        ("challenge", [("user", "ada"), ("reason", "revenge")]),
        ("restore", [("user", "troll")]),
        ("activity me", []),
        ("activity top", []),
    ];

    private async Task<SandboxMessage> StartVoteAsync(string question, string duration) => (await Sandbox.InvokeAsync(
        "ada", "vote start", ("question", question), ("options", "yes,no"), ("duration", duration))).Message();

    /// <summary>Two vote for what a vote about a user asks, and it closes.</summary>
    private async Task DecideAsync(Answer opened)
    {
        SandboxMessage vote = opened.Message();
        foreach (string voter in (string[])["ada", "grace"])
            Assert.True((await Sandbox.PressAsync(voter, vote.Id, vote.Button("yes").CustomId)).IsGood);
        await UntilClosedAsync(vote);
    }

    private Task UntilClosedAsync(SandboxMessage vote) => Wait.UntilAsync(
        async () => (await MessageAsync(vote.Id)).Buttons.All(button => button.IsDisabled), "a vote that is closed");

    private async Task<SandboxMessage> MessageAsync(string id) =>
        (await Sandbox.MessagesAsync()).Single(message => message.Id == id);

    /// <summary>That the answer says so, and only to the one who asked.</summary>
    private async Task AssertWhisperedAsync(Answer answer, string hint, string user = "ada")
    {
        SandboxMessage whisper = answer.Message();
        Assert.True(whisper.IsPrivate, whisper.Text);
        Assert.Contains(hint, whisper.Content, StringComparison.Ordinal);
        Assert.Contains(await Sandbox.MessagesAsync(viewer: user), message => message.Id == whisper.Id);
        Assert.DoesNotContain(await Sandbox.MessagesAsync(viewer: "grace"), message => message.Id == whisper.Id);
    }

    private async Task AssertNoVoteAsync(string question) =>
        Assert.DoesNotContain(await Sandbox.MessagesAsync(), message => message.Content.Contains(question, StringComparison.Ordinal));

    private static string Number(SandboxMessage vote) => vote.Content.Split('#', ':')[1];
}
