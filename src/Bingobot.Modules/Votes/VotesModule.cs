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
    private static readonly Terms Private = new() { AnswersPrivately = true };
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
    protected override Translations Texts => ModuleTexts.All;

    /// <inheritdoc/>
    protected override void Define(BotModuleBuilder<VotesState> bot) => bot
        .Group("vote", "Decide things together")
        .Command("vote start", "Open a vote", (state, invocation) => Open(state, invocation, VoteRequest.Of(invocation)), static options => options
            .Text("question", "What is asked", required: true, minLength: 1, maxLength: MaxQuestion)
            .Text("options", "What can be voted for, separated by commas; yes,no by default")
            .Text("duration", "How long it is open, as 90s, 10m, 2h or 7d")
            .WholeNumber("quorum", "How many must vote for it to count", min: VotesOptions.MinQuorum, max: VotesOptions.MaxQuorum))
        .Command("vote list", "Show the open votes", List, terms: Private)
        .Command("vote show", "Show a vote, open or closed", Show, static options => options
            .Text("id", "Its number, as 3 or #3", required: true, minLength: 1, maxLength: 32), Private)
        .Autocomplete("vote show", "id", Suggest)
        .Command("vote form", "Open a vote by a form, for long questions and options", static (_, invocation) =>
            Answer.Open(VoteRequest.Form(invocation.Speech)))
        .Modal(VoteText.FormKind, (state, invocation) => Open(state, invocation, VoteRequest.Of(invocation)))
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
            Locale = e.Locale,
        });
    }

    private static void Due(VotesState state, TimerFired timer, IDecideContext context)
    {
        if (state.Find(timer.Key) is { Result: null } vote)
            context.Emit(VoteEvents.VoteClosed, new VoteClosed(vote.Id, vote.Question, vote.Purpose, vote.Count()));
    }

    private Decision<VotesState> Open(VotesState state, Invocation invocation, VoteRequest request)
    {
        if (state.Open.Count >= MaxOpen)
            return Answer.Whisper(invocation.Say(VoteSentences.TooManyOpen, MaxOpen));
        if (request.ToVote(invocation, _options, out var complaint) is not { } vote)
            return Answer.Whisper(complaint);
        return new Decision<VotesState>()
            .Emit(VoteEvents.VoteStarted, vote)
            .Answer(after => VoteMessages.Opened(after, vote.Vote, invocation.Speech));
    }

    private static Decision<VotesState> List(VotesState state, CommandInvocation invocation)
    {
        if (state.Open.IsEmpty)
            return Answer.Whisper(invocation.Say(VoteSentences.NoneOpen));
        var lines = state.Open.Values.OrderBy(vote => vote.ClosesAt).ThenBy(vote => vote.Number)
            .Take(MaxListed).Select(vote => VoteText.Line(vote, invocation.Speech));
        var more = state.Open.Count > MaxListed ? "\n" + invocation.Say(VoteSentences.More, state.Open.Count - MaxListed) : "";
        return Answer.Whisper(Markdown.Shorten(string.Join('\n', lines), MessageBody.MaxText - 40) + more);
    }

    private static Decision<VotesState> Show(VotesState state, CommandInvocation invocation)
    {
        var text = invocation.Text("id").Trim();
        return Find(state, text) is { } vote
            ? Answer.Whisper(VoteText.Show(vote, invocation.Speech))
            : Answer.Whisper(invocation.Say(VoteSentences.NoSuchVote, Markdown.Escape(text)));
    }

    private static Vote? Find(VotesState state, string text) =>
        int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? state.Find(number)
            : state.Find(text);

    /// <summary>Votes whose number begins, or whose question contains, what is typed: open ones first, then the latest.</summary>
    private static IEnumerable<Choice> Suggest(VotesState state, Typing typing)
    {
        var text = typing.Text.Trim().TrimStart('#');
        return state.Open.Values.OrderBy(vote => vote.ClosesAt).ThenBy(vote => vote.Number)
            .Concat(state.Closed.Values.OrderByDescending(vote => vote.Number))
            .Where(vote => vote.Number.ToString(CultureInfo.InvariantCulture).StartsWith(text, StringComparison.Ordinal)
                || vote.Question.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Select(vote => new Choice(
                typing.Say(vote.Result is null ? VoteSentences.Suggested : VoteSentences.SuggestedClosed, vote.Number, Markdown.Shorten(vote.Question, 80)),
                vote.Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static Decision<VotesState> Cast(VotesState state, ComponentInvocation invocation)
    {
        if (VoteText.ReadKey(invocation.Key) is not var (id, option) || state.Find(id) is not { } vote)
            return Answer.Whisper(invocation.Say(VoteSentences.Forgotten));
        if (vote.Result is { } result)
            return Answer.Whisper(invocation.Say(VoteSentences.IsClosed, vote.Number, VoteText.Sentence(vote, result, invocation.Speech)));
        if (option >= vote.Options.Count)
            return Answer.Whisper(invocation.Say(VoteSentences.NoSuchOption));
        if (invocation.Now >= vote.ClosesAt)
            return Answer.Whisper(invocation.Say(VoteSentences.TooLate, vote.Number));
        if (vote.Ballots.TryGetValue(invocation.User, out var before) && before == option)
            return Answer.Whisper(invocation.Say(VoteSentences.VotedAlready, Markdown.Escape(vote.Options[option])));
        return new Decision<VotesState>()
            .Emit(VoteEvents.VoteCast, new VoteCast(id, invocation.User, option, invocation.Message))
            .Answer(after => VoteMessages.Updated(after, id));
    }
}
