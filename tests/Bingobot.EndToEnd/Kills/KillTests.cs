using System.Diagnostics;
using System.Text.Json;

namespace Bingobot.EndToEnd.Kills;

/// <summary>Kills the bot within its steps, again and again over one data folder.</summary>
public sealed class KillTests
{
    private const string Config = "{ sandbox: { timeScale: 20 }, modules: { activity: { voiceMinutes: 1 }, votes: { duration: 2m, quorum: 1 } } }";

    /// <summary>Fewer would mean that the kills come too late to be within a step.</summary>
    private const int LeastUnanswered = 3;

    private static readonly KillTrigger[] Triggers = Enum.GetValues<KillTrigger>();

    private readonly KillStory _story = new();
    private readonly Channel _channel = new();
    private readonly List<ObservedState> _observed = [];
    private RecordedEvent[] _known = [];
    private Dictionary<string, string> _ids = [];
    private int _unanswered;

    [Fact]
    public async Task Bot_KilledAtTwentyFourMoments_LosesNothingAndRepeatsNothing()
    {
        using var folder = new TestFolder();
        string data = folder.Below("data");
        int port = BuiltProgram.FreePort();
        EventFollower? follower = null;
        try
        {
            for (int round = 0; round < KillStory.Kinds * Triggers.Length; round++)
            {
                await using BotProcess bot = await BotProcess.StartAsync(data, port, Config);
                follower ??= new EventFollower(data);
                if (round == 0)
                    await BeginAsync(bot);
                else
                    await CheckAsync(bot, data, follower);
                await PlayAsync(bot, data, round);
            }

            await using (BotProcess bot = await BotProcess.StartAsync(data, port, Config))
                await EndAsync(bot, data, follower!);
        }
        finally
        {
            if (follower is not null)
                await follower.DisposeAsync();
        }

        Assert.True(_unanswered >= LeastUnanswered, $"Only {_unanswered} kills came before the answer.");
        await CheckAllObservedAsync(data);
        await BotCommand.VerifyAsync(data);
    }

    private async Task BeginAsync(BotProcess bot)
    {
        await _story.BeginAsync(bot);
        _ids = (await bot.Sandbox.WorldAsync()).GetProperty("users").EnumerateArray().ToDictionary(
            user => user.GetProperty("name").GetString()!, user => user.GetProperty("id").GetString()!);
    }

    /// <summary>Does something and kills the bot meanwhile, watching its state up to the last moment.</summary>
    private async Task PlayAsync(BotProcess bot, string data, int round)
    {
        var moment = new KillMoment(
            Triggers[round / KillStory.Kinds], commits: 1 + (round % 2), new Random((round * 7_919) + 17));
        KillStep step = await _story.NextAsync(bot, round);
        _observed.Add(await bot.ObserveAsync());
        Task watching = WatchAsync(bot);
        var clock = Stopwatch.StartNew();
        Answer? answer = await moment.KillAsync(bot, data, step.Request);
        await watching;
        step.Note(answer);
        _unanswered += answer is null ? 1 : 0;
        TestContext.Current.SendDiagnosticMessage(
            "Round {0}: {1}: killed after {2} ms at sequence {3}, {4}.",
            round, moment, clock.ElapsedMilliseconds, _observed[^1].Sequence, answer is null ? "no answer" : "answered");
    }

    private async Task WatchAsync(BotProcess bot)
    {
        try
        {
            while (!bot.HasExited)
                _observed.Add(await bot.ObserveAsync());
        }
        catch (HttpRequestException)
        {
            // The kill came while the page was being read: what was seen until then is what must still be true.
            return;
        }
    }

    private async Task CheckAsync(BotProcess bot, string data, EventFollower follower)
    {
        _story.AssertVoice(await bot.Sandbox.WorldAsync(), _ids);

        // What is said now reaches the bot after all that was done before.
        await _story.SayAsync(bot);
        await follower.UntilAsync(
            seen => _story.Said.All(id => seen.Any(e => e.Type == "MessageReceived" && e.Text("message") == id))
                && _story.IsVoiceKnown(seen, _ids),
            "what was said and who is in voice",
            () => bot.Output);
        ObservedState last = _observed[^1];
        Task<JsonElement> then = BotCommand.StateAsync(data, last.Sequence);
        Task<JsonElement> now = BotCommand.StateAsync(data);
        CheckEvents(await BotCommand.EventsAsync(data), follower.Events);
        Assert.Equal(last.Hash, (await then).GetProperty("hash").GetString());
        _story.AssertBallots(await now, _ids);
        await _channel.LookAsync(bot.Sandbox, "ada", "grace", "linus");
        _channel.AssertNothingTwice();
    }

    private void CheckEvents(RecordedEvent[] events, RecordedEvent[] followed)
    {
        Assert.Equal(Enumerable.Range(1, events.Length).Select(sequence => (long)sequence), events.Select(e => e.Sequence));
        foreach (RecordedEvent known in _known.Concat(followed.Where(e => e.Sequence <= events.Length)))
            Assert.Equal(known.Line, events[known.Sequence - 1].Line);
        foreach (string interaction in _story.Answered)
        {
            Assert.Single(events, e => e.Type == "InteractionReceived" && e.Text("interaction") == interaction);
            Assert.Single(events, e => e.Type == "InteractionAnswered" && e.Text("interaction") == interaction);
        }

        AssertOnce(events, "InteractionReceived", "interaction");
        AssertOnce(events, "InteractionAnswered", "interaction");
        AssertOnce(events, "MessageReceived", "message");
        AssertOnce(events, "VoteClosed", "vote");
        AssertOnce(events, "EffectSucceeded", "effect");
        Assert.DoesNotContain(events, e => e.Type is "GapDetected" or "DecisionFailed" or "EffectUnknown");
        _known = events;
    }

    private static void AssertOnce(RecordedEvent[] events, string type, string key)
    {
        string[] keys = [.. events.Where(e => e.Type == type).Select(e => e.Text(key))];
        Assert.Equal(keys.Distinct(), keys);
    }

    /// <summary>Lets everything come to rest, and compares what is recorded with what people see.</summary>
    private async Task EndAsync(BotProcess bot, string data, EventFollower follower)
    {
        await CheckAsync(bot, data, follower);
        await follower.UntilAsync(
            events => Votes(events, "VoteStarted").Skip(1).All(
                vote => events.Any(e => e.Type == "EffectSucceeded" && e.Text("key") == "result/" + vote)
                    && events.Any(e => e.Type == "EffectSucceeded" && e.Text("key") == "edit/" + vote)),
            "all votes but the first closed",
            () => bot.Output);
        await CheckAsync(bot, data, follower);
        string[] votes = [.. Votes(_known, "VoteStarted")];
        Assert.True(votes.Length > 2, "Hardly any vote came about.");
        for (int index = 0; index < votes.Length; index++)
        {
            SandboxMessage message = Assert.Single(_channel.Messages, message => IsOf(message, votes[index]));
            Assert.Equal(index > 0, message.Buttons.All(button => button.IsDisabled));
            Assert.Equal(index > 0 ? 1 : 0, _channel.Messages.Count(
                announced => announced.Content.Contains($"Result of vote #{index + 1}:", StringComparison.Ordinal)));
        }

        SandboxMessage standing = _channel.Messages.Single(message => message.Id == _story.Standing.Id);
        Assert.Contains($"yes: {_story.Votes("yes")} vote", standing.Content, StringComparison.Ordinal);
        Assert.Contains($"no: {_story.Votes("no")} vote", standing.Content, StringComparison.Ordinal);
        Assert.Equal(0, await bot.StopAsync());
    }

    /// <summary>Replays the stream once more and compares it with every state that was ever seen.</summary>
    private async Task CheckAllObservedAsync(string data)
    {
        Dictionary<long, string> seen = [];
        foreach (ObservedState observed in _observed)
        {
            seen.TryAdd(observed.Sequence, observed.Hash);
            Assert.Equal(seen[observed.Sequence], observed.Hash);
        }

        long[] sequences = [.. seen.Keys.Order()];
        JsonElement digests = (await BotCommand.RunAsync(
            ["digests", "--data", data, "--at", .. sequences.Select(sequence => $"{sequence}")])).Json();
        Assert.Equal(
            sequences.Select(sequence => (sequence, seen[sequence])),
            digests.EnumerateArray().Select(
                digest => (digest.GetProperty("Sequence").GetInt64(), digest.GetProperty("Hash").GetString()!)));
    }

    private static IEnumerable<string> Votes(RecordedEvent[] events, string type) =>
        events.Where(e => e.Type == type).Select(e => e.Text("vote"));

    private static bool IsOf(SandboxMessage message, string vote) =>
        message.Buttons.Any(button => button.CustomId.EndsWith(':' + vote, StringComparison.Ordinal));
}
