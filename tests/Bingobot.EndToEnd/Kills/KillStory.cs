using System.Net;
using System.Text.Json;

namespace Bingobot.EndToEnd.Kills;

/// <summary>What goes on while the bot is killed.</summary>
/// <param name="Request">Does it.</param>
/// <param name="Note">Takes note of what the answer promises; null where the kill came before it.</param>
internal sealed record KillStep(Func<Task<Answer>> Request, Action<Answer?> Note);

/// <summary>What people do while the bot is killed, and what they have been promised by an answer.</summary>
internal sealed class KillStory
{
    /// <summary>How many kinds of steps there are.</summary>
    public const int Kinds = 6;

    private static readonly string[] Voters = ["ada", "grace", "linus"];
    private static readonly string[] Labels = ["yes", "no"];

    private readonly Dictionary<string, string?> _ballots = Voters.ToDictionary(voter => voter, _ => (string?)null);
    private SandboxMessage? _standing;
    private (string Voter, string Label)? _pressed;
    private bool _inVoice;
    private bool _switched;

    /// <summary>Interactions that were answered.</summary>
    public List<string> Answered { get; } = [];

    /// <summary>Messages of people that the sandbox has accepted.</summary>
    public List<string> Said { get; } = [];

    /// <summary>The vote that stays open, by the message with its buttons.</summary>
    public SandboxMessage Standing => _standing ?? throw new InvalidOperationException("The story has not begun.");

    /// <summary>Opens the vote that stays open, and brings those who are challenged later.</summary>
    public async Task BeginAsync(BotProcess bot)
    {
        Answer standing = await bot.Sandbox.InvokeAsync(
            "ada", "vote start", ("question", "Standing?"), ("options", "yes,no"), ("duration", "30d"));
        Note(standing);
        _standing = standing.Message();
        for (int user = 0; user < 4; user++)
            Assert.Equal(HttpStatusCode.OK, (await bot.Sandbox.AddUserAsync($"newcomer{user}")).Status);
    }

    /// <summary>Somebody writes.</summary>
    public async Task SayAsync(BotProcess bot) => NoteSaid(await bot.Sandbox.SayAsync("ada", "Are you there?"));

    /// <summary>The step of a round; all that it builds on is at rest.</summary>
    public async Task<KillStep> NextAsync(BotProcess bot, int round) => (round % Kinds) switch
    {
        0 => new KillStep(() => StartVoteAsync(bot, round, "2m"), Note),
        1 => Press(bot, Voters[round / Kinds % Voters.Length]),
        2 => new KillStep(() => bot.Sandbox.SayAsync("grace", $"Round {round}."), NoteSaid),
        3 => Voice(bot),
        4 => new KillStep(
            () => bot.Sandbox.InvokeAsync(
                "ada", "challenge", ("user", $"newcomer{round / Kinds}"), ("reason", $"round {round}")),
            Note),
        _ => await CloseAsync(bot, round),
    };

    /// <summary>That the standing vote's ballots are those that were promised; a press without an answer may count or not.</summary>
    public void AssertBallots(JsonElement state, IReadOnlyDictionary<string, string> ids)
    {
        JsonElement ballots = Only(state.GetProperty("modules").GetProperty("votes").GetProperty("state"))
            .GetProperty("open").GetProperty("1").GetProperty("ballots");
        foreach (string voter in Voters)
        {
            string? counted = ballots.TryGetProperty(ids[voter], out JsonElement option) ? Labels[option.GetInt32()] : null;
            if (_pressed is { } pressed && pressed.Voter == voter && pressed.Label == counted)
                _ballots[voter] = counted;
            Assert.Equal(_ballots[voter], counted);
        }

        _pressed = null;
    }

    /// <summary>That linus is in the voice channel exactly where he was told so; a request without an answer may count or not.</summary>
    public void AssertVoice(JsonElement world, IReadOnlyDictionary<string, string> ids)
    {
        bool inVoice = world.GetProperty("voice").EnumerateArray().Any(
            voice => voice.GetProperty("user").GetString() == ids["linus"] && voice.GetProperty("channel").ValueKind != JsonValueKind.Null);
        if (_switched)
            _inVoice = inVoice;
        _switched = false;
        Assert.Equal(_inVoice, inVoice);
    }

    /// <summary>Whether the bot knows that linus is in the voice channel, or that he is not.</summary>
    public bool IsVoiceKnown(RecordedEvent[] events, IReadOnlyDictionary<string, string> ids)
    {
        int begun = events.Count(e => e.Type == "VoiceSessionStarted" && e.Text("user") == ids["linus"]);
        int ended = events.Count(e => e.Type == "VoiceSessionEnded" && e.Text("user") == ids["linus"]);
        return begun == ended + (_inVoice ? 1 : 0);
    }

    /// <summary>How many voted for an option of the standing vote.</summary>
    public int Votes(string label) => _ballots.Values.Count(ballot => ballot == label);

    private KillStep Press(BotProcess bot, string voter)
    {
        string label = _ballots[voter] == "yes" ? "no" : "yes";
        return new KillStep(
            () => bot.Sandbox.PressAsync(voter, Standing.Id, Standing.Button(label).CustomId),
            answer =>
            {
                if (answer is null)
                    _pressed = (voter, label);
                else
                    _ballots[voter] = label;
                Note(answer);
            });
    }

    private KillStep Voice(BotProcess bot)
    {
        string? target = _inVoice ? null : "voice";
        return new KillStep(
            () => bot.Sandbox.VoiceAsync("linus", target),
            answer =>
            {
                _switched = answer is null;
                if (answer is null)
                    return;
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                _inVoice = !_inVoice;
            });
    }

    /// <summary>A vote that closes by its timer: the kill comes between that and its announcement, or about then.</summary>
    private async Task<KillStep> CloseAsync(BotProcess bot, int round)
    {
        Note(await StartVoteAsync(bot, round, "20s"));
        await Wait.UntilAsync(
            async () => (await bot.Sandbox.PageAsync("status")).Contains("<span id=\"pending\">0</span>", StringComparison.Ordinal),
            "a bot that has nothing to do");
        return new KillStep(() => AnnouncedAsync(bot, $": Round {round}?"), static _ => { });
    }

    private static Task<Answer> StartVoteAsync(BotProcess bot, int round, string duration) => bot.Sandbox.InvokeAsync(
        "ada", "vote start", ("question", $"Round {round}?"), ("options", "yes,no,maybe"), ("duration", duration));

    private static async Task<Answer> AnnouncedAsync(BotProcess bot, string question)
    {
        SandboxMessage announcement = await Wait.ForAsync(
            async () => (await bot.Sandbox.MessagesAsync()).FirstOrDefault(message =>
                message.Content.Contains("Result of vote", StringComparison.Ordinal)
                && message.Content.Contains(question, StringComparison.Ordinal)),
            "an announcement");
        return new Answer(HttpStatusCode.OK, announcement.Json);
    }

    private void Note(Answer? answer)
    {
        if (answer is null)
            return;
        answer.Message();
        Answered.Add(answer.Body.GetProperty("interaction").GetString()!);
    }

    private void NoteSaid(Answer? answer)
    {
        if (answer is not null)
            Said.Add(answer.Message().Id);
    }

    private static JsonElement Only(JsonElement guilds) => guilds.EnumerateObject().Single().Value;
}
