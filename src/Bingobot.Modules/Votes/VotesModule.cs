using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>
/// The means of consensus: votes with a button for each option, closed by a durable timer, their result announced once in
/// a message of its own.
/// </summary>
public sealed class VotesModule : BotModule<VotesState>
{
    /// <summary>The module's name.</summary>
    public const string ModuleName = "votes";

    /// <summary>The most characters of a question.</summary>
    public const int MaxQuestion = 300;

    /// <summary>The most votes that are open at once in a guild.</summary>
    public const int MaxOpen = 50;

    private const int MaxListed = 15;
    private readonly VotesOptions _options;

    /// <summary>Makes the module.</summary>
    /// <param name="options">What a vote has where its author says nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public VotesModule(VotesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public override string Name => ModuleName;

    /// <inheritdoc/>
    public override VotesState Empty { get; } = new();

    /// <inheritdoc/>
    public override JsonTypeInfo<VotesState> StateJson => VotesJson.Default.VotesState;

    /// <inheritdoc/>
    protected override void Define(BotModuleBuilder<VotesState> bot) => bot
        .Group("vote", "Decide things together")
        .Command("vote start", "Open a vote", Start, static options => options
            .Text("question", "What is asked", required: true, minLength: 1, maxLength: MaxQuestion)
            .Text("options", "What can be voted for, separated by commas; yes,no by default")
            .Text("duration", "How long it is open, as 90s, 10m, 2h or 7d")
            .WholeNumber("quorum", "How many must vote for it to count", min: VotesOptions.MinQuorum, max: VotesOptions.MaxQuorum))
        .Command("vote list", "Show the open votes", List)
        .Command("vote show", "Show a vote, open or closed", Show, static options => options
            .Text("id", "Its number, as 3 or #3", required: true, minLength: 1, maxLength: 32))
        .Component(VoteText.CastKind, Cast)
        .Apply(VoteEvents.VoteStarted, Started)
        .Apply(VoteEvents.VoteCast, static (state, e, _) => state.Find(e.Vote) is { Result: null } vote
            ? state.With(vote with { Ballots = vote.Ballots.SetItem(e.User, e.Option), Message = vote.Message ?? e.Message })
            : state)
        .OnTimer(Due)
        .Apply(VoteEvents.VoteClosed, static (state, e, context) =>
        {
            context.Cancel(e.Vote);
            return state.Find(e.Vote) is { Result: null } vote ? state.With(vote with { Result = e.Result }) : state;
        })
        .React(VoteEvents.VoteClosed, VoteMessages.Closed)
        .Apply(FrameworkEvents.AnswerDelivered, static (state, e, _) => e.Module == ModuleName && e.Message is { } message
            ? VoteMessages.Placed(state, e.Key, message)
            : state)
        .React(FrameworkEvents.AnswerDelivered, VoteMessages.Delivered)
        .React(FrameworkEvents.AnswerUndeliverable, VoteMessages.Undeliverable)
        .Apply(RuntimeEvents.EffectSucceeded, static (state, e, _) =>
            e.Key.StartsWith(VoteMessages.PostKey, StringComparison.Ordinal) && PlacedMessage.Of(e) is { } placed
                ? VoteMessages.Placed(state, e.Key[VoteMessages.PostKey.Length..], placed.Message)
                : state)
        .React(RuntimeEvents.EffectSucceeded, VoteMessages.Posted)
        .Decide(FrameworkEvents.GuildAvailable, VoteMessages.Recheck)
        .React(VoteEvents.VotesRechecked, VoteMessages.Rechecked)
        .Decide(RuntimeEvents.EffectFailed, VoteMessages.NotEdited)
        .Apply(VoteEvents.VoteMessageLost, static (state, e, _) => VoteMessages.Unplaced(state, e))
        .React(VoteEvents.VoteMessageLost, VoteMessages.Lost);

    private static VotesState Started(VotesState state, VoteStarted e, IApplyContext context)
    {
        context.Schedule(e.Vote, e.ClosesAt);
        var number = state.LastNumber + 1;
        return (state with { LastNumber = number }).With(new Vote
        {
            Id = e.Vote,
            Number = number,
            Question = e.Question,
            Options = e.Options,
            Quorum = e.Quorum,
            ClosesAt = e.ClosesAt,
            StartedBy = e.User,
            Channel = e.Channel,
            Purpose = e.Purpose,
            Consequence = e.Consequence,
        });
    }

    private static void Due(VotesState state, TimerFired timer, IDecideContext context)
    {
        if (state.Find(timer.Key) is { Result: null } vote)
            context.Emit(VoteEvents.VoteClosed, new VoteClosed(vote.Id, vote.Question, vote.Purpose, vote.Count()));
    }

    private Decision<VotesState> Start(VotesState state, CommandInvocation invocation)
    {
        var question = invocation.Text("question").Trim();
        if (question.Length == 0)
            return Answer.Whisper("The question is empty. Write what is to be decided.");
        if (state.Open.Count >= MaxOpen)
            return Answer.Whisper($"There are {MaxOpen} open votes already, which is the most. Wait until one closes.");
        var options = VoteOptions.Default;
        if (invocation.TextOrNull("options") is { } text && !VoteOptions.TryParse(text, out options, out var complaint))
            return Answer.Whisper(complaint);
        var duration = _options.Duration;
        if (invocation.TextOrNull("duration") is { } written && !TryReadDuration(written, out duration))
        {
            return Answer.Whisper(
                $"`{Markdown.Escape(Markdown.Shorten(written, 32))}` is no duration that a vote can have. "
                + "Write `90s`, `10m`, `2h`, `7d` or `1h30m`; from 10 seconds to 30 days are allowed.");
        }

        var id = invocation.NewId();
        return new Decision<VotesState>()
            .Emit(VoteEvents.VoteStarted, new VoteStarted
            {
                Vote = id,
                Question = question,
                Options = options,
                Quorum = (int)(invocation.WholeNumberOrNull("quorum") ?? _options.Quorum),
                ClosesAt = invocation.Now + duration,
                User = invocation.User,
                Channel = invocation.Channel,
            })
            .Answer(after => VoteMessages.Opened(after, id));
    }

    private static bool TryReadDuration(string text, out TimeSpan duration) =>
        Durations.TryParse(text, out duration)
        && duration >= VotesOptions.MinDuration && duration <= VotesOptions.MaxDuration;

    private static Decision<VotesState> List(VotesState state, CommandInvocation invocation)
    {
        if (state.Open.IsEmpty)
            return Answer.Whisper("No vote is open. `/vote start` opens one.");
        var lines = state.Open.Values.OrderBy(vote => vote.ClosesAt).ThenBy(vote => vote.Number)
            .Take(MaxListed).Select(VoteText.Line);
        var more = state.Open.Count > MaxListed
            ? string.Create(CultureInfo.InvariantCulture, $"\n… and {state.Open.Count - MaxListed} more.")
            : "";
        return Answer.Whisper(Markdown.Shorten(string.Join('\n', lines), MessageBody.MaxText - 40) + more);
    }

    private static Decision<VotesState> Show(VotesState state, CommandInvocation invocation)
    {
        var text = invocation.Text("id").Trim();
        var vote = int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? state.Find(number)
            : state.Find(text);
        return vote is null
            ? Answer.Whisper($"There is no vote `{Markdown.Escape(text)}` here. `/vote list` shows the open ones.")
            : Answer.Whisper(VoteText.Message(vote).Text);
    }

    private static Decision<VotesState> Cast(VotesState state, ComponentInvocation invocation)
    {
        if (VoteText.ReadKey(invocation.Key) is not var (id, option) || state.Find(id) is not { } vote)
            return Answer.Whisper("This vote closed too long ago for me to remember its result.");
        var name = string.Create(CultureInfo.InvariantCulture, $"Vote #{vote.Number}");
        if (vote.Result is { } result)
            return Answer.Whisper($"{name} is closed. {VoteText.Sentence(vote, result)}");
        if (option >= vote.Options.Count)
            return Answer.Whisper("This vote has no such option.");
        var label = Markdown.Escape(vote.Options[option]);
        if (invocation.Now >= vote.ClosesAt)
            return Answer.Whisper($"{name} is closing right now; your vote came too late.");
        if (vote.Ballots.TryGetValue(invocation.User, out var before) && before == option)
            return Answer.Whisper($"You have voted for **{label}** already. It counts once; you may still change your mind.");
        return new Decision<VotesState>()
            .Emit(VoteEvents.VoteCast, new VoteCast(id, invocation.User, option, invocation.Message))
            .Answer(after => VoteMessages.Updated(after, id));
    }
}
