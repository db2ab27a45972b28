using System.Globalization;
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
    protected override void Define(BotModuleBuilder<ChallengesState> bot) => bot
        .Command("challenge", "Ask the server to keep somebody from using this bot", Challenge, static options => options
            .User("user", "Who", required: true)
            .Text("reason", "Why", required: true, minLength: 1, maxLength: MaxReason))
        .Command("restore", "Ask the server to let somebody use this bot again", Restore, static options => options
            .User("user", "Who", required: true))
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

    private static string? Refusal(ChallengesState state, Snowflake user) =>
        state.Restrained.TryGetValue(user, out var restraint)
            ? $"A vote keeps you from this bot's commands and buttons since {Markdown.Relative(restraint.Since)}. "
                + $"The reason given: {Markdown.Escape(restraint.Reason)}. Another member can open the vote that undoes it, "
                + $"with `/restore user:`{Markdown.Mention(user)}."
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
        var reason = invocation.Text("reason").Trim();
        if (user.Id == invocation.User)
            return Answer.Whisper("You cannot challenge yourself. Challenge another member.");
        if (user.Bot)
            return Answer.Whisper("A bot cannot be challenged. Challenge a member.");
        if (reason.Length == 0)
            return Answer.Whisper("The reason is empty. Say why, so that the others can decide.");
        if (state.Restrained.ContainsKey(user.Id))
            return Answer.Whisper($"{Markdown.Mention(user.Id)} is kept from this bot already. `/restore` opens the vote that undoes it.");
        if (Hindrance(state, user.Id, invocation) is { } hindrance)
            return hindrance;
        var name = Shown(user);
        return Open(
            invocation,
            new ChallengeOpened(user.Id, invocation.User, invocation.NewId(), Restores: false, reason),
            _votes.Quorum,
            $"Keep {name} from using this bot? Reason: {reason}",
            $"{Markdown.Mention(user.Id)} cannot use this bot's commands and buttons from now on. `/restore` opens the vote that undoes it.");
    }

    private Decision<ChallengesState> Restore(ChallengesState state, CommandInvocation invocation)
    {
        var user = invocation.Mentioned("user");
        if (!state.Restrained.ContainsKey(user.Id))
            return Answer.Whisper($"{Markdown.Mention(user.Id)} is not kept from this bot; there is nothing to undo.");
        if (Hindrance(state, user.Id, invocation) is { } hindrance)
            return hindrance;
        return Open(
            invocation,
            new ChallengeOpened(user.Id, invocation.User, invocation.NewId(), Restores: true, ""),
            QuorumToRestore,
            $"Let {Shown(user)} use this bot again?",
            $"{Markdown.Mention(user.Id)} can use this bot's commands and buttons again.");
    }

    /// <summary>
    /// One less than usual, since the user whom it is about cannot vote: who was restrained by the votes of all can be
    /// restored by the votes of all others.
    /// </summary>
    private int QuorumToRestore => Math.Max(VotesOptions.MinQuorum, _votes.Quorum - 1);

    private static string Shown(Mentioned user) => Markdown.Shorten(user.Name, MaxNameShown);

    /// <summary>Why no vote about the user can be opened now, or null.</summary>
    private static Answer? Hindrance(ChallengesState state, Snowflake user, CommandInvocation invocation)
    {
        if (invocation.StateOf<VotesState>(VotesModule.ModuleName) is not { } votes)
            return Answer.Whisper("Votes are not to be had at the moment, and this needs one. Try again later.");
        if (state.Cases.TryGetValue(user, out var open))
        {
            var running = votes.Find(open.Vote) is { } vote
                ? string.Create(CultureInfo.InvariantCulture, $": #{vote.Number}, which closes {Markdown.Relative(vote.ClosesAt)}.")
                : ".";
            return Answer.Whisper($"A vote about {Markdown.Mention(user)} is open already{running}");
        }
        return votes.Open.Count >= VotesModule.MaxOpen
            ? Answer.Whisper($"There are {VotesModule.MaxOpen} open votes already, which is the most. Wait until one closes.")
            : null;
    }

    private Decision<ChallengesState> Open(
        CommandInvocation invocation, ChallengeOpened opened, int quorum, string question, string consequence) =>
        new Decision<ChallengesState>()
            .Emit(ChallengeEvents.ChallengeOpened, opened)
            .Emit(VoteEvents.VoteStarted, new VoteStarted
            {
                Vote = opened.Vote,
                Question = question,
                Options = VoteOptions.Default,
                Quorum = quorum,
                ClosesAt = invocation.Now + _votes.Duration,
                User = invocation.User,
                Channel = invocation.Channel,
                Purpose = ModuleName,
                Consequence = consequence,
            })
            .Answer((_, others) => VoteMessages.Opened(
                others.StateOf<VotesState>(VotesModule.ModuleName) ?? new VotesState(), opened.Vote));
}
