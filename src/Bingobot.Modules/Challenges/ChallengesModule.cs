using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>
/// Keeps users from the bot's commands and buttons where a vote decides so, and gives them back where another does. It
/// opens the votes by the event of the votes module, and acts on their results.
/// </summary>
public sealed class ChallengesModule : BotModule<ChallengesState>
{
    /// <summary>The module's name.</summary>
    public const string ModuleName = "challenges";

    /// <summary>The most characters of a reason.</summary>
    public const int MaxReason = 200;

    private const int MaxNameShown = 32;
    private const string MenuName = "Challenge";
    private const string ReasonKind = "reason";
    private readonly VotesOptions _votes;

    /// <summary>Makes the module.</summary>
    /// <param name="votes">Duration and quorum of the votes that it opens.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ChallengesModule(VotesOptions votes)
    {
        ArgumentNullException.ThrowIfNull(votes);
        votes.Validate();
        _votes = votes;
    }

    /// <inheritdoc/>
    public override string Name => ModuleName;

    /// <inheritdoc/>
    public override ChallengesState Empty { get; } = new();

    /// <inheritdoc/>
    public override JsonTypeInfo<ChallengesState> StateJson => ChallengesJson.Default.ChallengesState;

    /// <inheritdoc/>
    protected override Translations Texts => ModuleTexts.All;

    /// <inheritdoc/>
    protected override void Define(BotModuleBuilder<ChallengesState> bot) => bot
        .Command("challenge", "Ask the server to keep somebody from using this bot", Challenge, static options => options
            .User("user", "Who", required: true)
            .Text("reason", "Why", required: true, minLength: 1, maxLength: MaxReason))
        .Command("restore", "Ask the server to let somebody use this bot again", Restore, static options => options
            .User("user", "Who", required: true))
        .UserCommand(MenuName, Menu)
        .Modal(ReasonKind, Reason)
        .Gate(Refusal)
        .Event(VoteEvents.VoteStarted)
        .Apply(ChallengeEvents.ChallengeOpened, static (state, e, _) =>
            state with { Cases = state.Cases.SetItem(e.User, new OpenCase(e.Vote, e.Restores, e.Reason)) })
        .Apply(ChallengeEvents.UserChallenged, static (state, e, context) => state with
        {
            Cases = state.Cases.Remove(e.User),
            Restrained = state.Restrained.SetItem(e.User, new Restraint(e.Reason, context.Now)),
        })
        .Apply(ChallengeEvents.UserRestored, static (state, e, _) => state with
        {
            Cases = state.Cases.Remove(e.User),
            Restrained = state.Restrained.Remove(e.User),
        })
        .Apply(ChallengeEvents.ChallengeRejected, static (state, e, _) => state with { Cases = state.Cases.Remove(e.User) })
        .Decide(VoteEvents.VoteClosed, Closed);

    private static string? Refusal(ChallengesState state, Snowflake user, Speech speech) =>
        state.Restrained.TryGetValue(user, out var restraint)
            ? speech.Say(
                ChallengeSentences.KeptOut,
                Markdown.Relative(restraint.Since),
                Markdown.Escape(restraint.Reason),
                Markdown.Mention(user))
            : null;

    private static void Closed(ChallengesState state, VoteClosed e, IDecideContext context)
    {
        if (e.Purpose != ModuleName)
            return;
        foreach (var (user, open) in state.Cases)
        {
            if (open.Vote != e.Vote)
                continue;
            if (e.Result is not { Outcome: VoteOutcome.Decided, First: [0] })
                context.Emit(ChallengeEvents.ChallengeRejected, new ChallengeRejected(user, e.Vote));
            else if (open.Restores)
                context.Emit(ChallengeEvents.UserRestored, new UserRestored(user, e.Vote));
            else
                context.Emit(ChallengeEvents.UserChallenged, new UserChallenged(user, e.Vote, open.Reason));
        }
    }

    private Decision<ChallengesState> Challenge(ChallengesState state, CommandInvocation invocation)
    {
        var user = invocation.Mentioned("user");
        return Unchallengeable(state, user, invocation) is { } why
            ? why
            : Challenge(state, invocation, user.Id, user.Name, invocation.Text("reason"));
    }

    /// <summary>Of the context menu: asks for the reason. Its form tells whom it is about, by id and name.</summary>
    private Decision<ChallengesState> Menu(ChallengesState state, UserInvocation invocation)
    {
        var user = invocation.Target;
        if (Unchallengeable(state, user, invocation) is { } why)
            return why;
        var name = Shown(user.Name);
        return Answer.Open(new Modal(
            CustomId.Of(ModuleName, ReasonKind, $"{user.Id}:{name}"),
            Markdown.Shorten(invocation.Say(ChallengeSentences.FormTitle, name), Modal.MaxTitle),
            [
                ModalField.Text("reason", invocation.Say(ChallengeSentences.FormReason), paragraph: true) with
                {
                    MinLength = 1,
                    MaxLength = MaxReason,
                    Description = invocation.Say(ChallengeSentences.FormReasonHint),
                },
            ]));
    }

    private Decision<ChallengesState> Reason(ChallengesState state, ModalInvocation invocation)
    {
        if (invocation.Key.Split(':', 2) is not [var id, var name] || !Snowflake.TryParse(id, out var user))
            return Answer.Whisper(invocation.Say(ChallengeSentences.FormBroken));
        return Unchallengeable(state, new Mentioned(user, name, Bot: false), invocation) is { } why
            ? why
            : Challenge(state, invocation, user, name, invocation.Text("reason"));
    }

    private Decision<ChallengesState> Challenge(
        ChallengesState state, Invocation invocation, Snowflake user, string name, string written)
    {
        var reason = written.Trim();
        if (reason.Length is 0 or > MaxReason)
            return Answer.Whisper(reason.Length == 0
                ? invocation.Say(ChallengeSentences.NoReason)
                : invocation.Say(ChallengeSentences.ReasonTooLong, MaxReason, reason.Length));
        if (Hindrance(state, user, invocation) is { } hindrance)
            return hindrance;
        var all = invocation.GuildSpeech;
        return Open(
            invocation,
            new ChallengeOpened(user, invocation.User, invocation.NewId(), Restores: false, reason),
            _votes.Quorum,
            all.Say(ChallengeSentences.QuestionChallenge, Shown(name), reason),
            all.Say(ChallengeSentences.ConsequenceChallenge, Markdown.Mention(user)));
    }

    private Decision<ChallengesState> Restore(ChallengesState state, CommandInvocation invocation)
    {
        var user = invocation.Mentioned("user");
        if (!state.Restrained.ContainsKey(user.Id))
            return Answer.Whisper(invocation.Say(ChallengeSentences.NotKeptOut, Markdown.Mention(user.Id)));
        if (Hindrance(state, user.Id, invocation) is { } hindrance)
            return hindrance;
        var all = invocation.GuildSpeech;
        return Open(
            invocation,
            new ChallengeOpened(user.Id, invocation.User, invocation.NewId(), Restores: true, ""),
            QuorumToRestore,
            all.Say(ChallengeSentences.QuestionRestore, Shown(user.Name)),
            all.Say(ChallengeSentences.ConsequenceRestore, Markdown.Mention(user.Id)));
    }

    /// <summary>
    /// One less than usual, since the user whom it is about cannot vote: who was restrained by the votes of all can be
    /// restored by the votes of all others.
    /// </summary>
    private int QuorumToRestore => Math.Max(VotesOptions.MinQuorum, _votes.Quorum - 1);

    private static string Shown(string name) => Markdown.Shorten(name, MaxNameShown);

    /// <summary>Why this user cannot be challenged by the one who wants to, or null.</summary>
    private static Answer? Unchallengeable(ChallengesState state, Mentioned user, Invocation invocation)
    {
        if (user.Id == invocation.User)
            return Answer.Whisper(invocation.Say(ChallengeSentences.NotYourself));
        if (user.Bot)
            return Answer.Whisper(invocation.Say(ChallengeSentences.NoBot));
        return state.Restrained.ContainsKey(user.Id)
            ? Answer.Whisper(invocation.Say(ChallengeSentences.KeptOutAlready, Markdown.Mention(user.Id)))
            : null;
    }

    /// <summary>Why no vote about the user can be opened now, or null.</summary>
    private static Answer? Hindrance(ChallengesState state, Snowflake user, Invocation invocation)
    {
        if (invocation.StateOf<VotesState>(VotesModule.ModuleName) is not { } votes)
            return Answer.Whisper(invocation.Say(ChallengeSentences.NoVotes));
        if (state.Cases.TryGetValue(user, out var open))
        {
            return Answer.Whisper(votes.Find(open.Vote) is { } vote
                ? invocation.Say(ChallengeSentences.OpenAlready, Markdown.Mention(user), vote.Number, Markdown.Relative(vote.ClosesAt))
                : invocation.Say(ChallengeSentences.OpenSomewhere, Markdown.Mention(user)));
        }
        return votes.Open.Count >= VotesModule.MaxOpen
            ? Answer.Whisper(invocation.Say(VoteSentences.TooManyOpen, VotesModule.MaxOpen))
            : null;
    }

    private Decision<ChallengesState> Open(
        Invocation invocation, ChallengeOpened opened, int quorum, string question, string consequence) =>
        new Decision<ChallengesState>()
            .Emit(ChallengeEvents.ChallengeOpened, opened)
            .Emit(VoteEvents.VoteStarted, new VoteStarted
            {
                Vote = opened.Vote,
                Question = question,
                Options = VoteOptions.DefaultIn(invocation.GuildSpeech),
                Quorum = quorum,
                ClosesAt = invocation.Now + _votes.Duration,
                User = invocation.User,
                Channel = invocation.Channel,
                Purpose = ModuleName,
                Consequence = consequence,
                Locale = VoteOptions.LocaleOf(invocation),
            })
            .Answer((_, others) => VoteMessages.Opened(
                others.StateOf<VotesState>(VotesModule.ModuleName) ?? new VotesState(), opened.Vote, invocation.Speech));
}
