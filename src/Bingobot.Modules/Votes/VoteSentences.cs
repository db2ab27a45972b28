namespace Bingobot.Modules;

/// <summary>What votes say; in other languages it is in <c>Texts/*.json</c>.</summary>
internal static class VoteSentences
{
    public const string Title = "📊 **Vote #{0}: {1}**";
    public const string Result = "📣 **Result of vote #{0}: {1}**";
    public const string Open = "{0} of {1} needed have voted · closes {2} · opened by {3}";
    public const string Closed = "🔒 Closed. {0}";
    public const string Won = "{0} won with {1} of {2}.";
    public const string Tie = "It is a tie, with {0} each: nothing is decided.";
    public const string NoQuorum = "No quorum: {0} of {1} needed, so nothing is decided.";
    public const string OneVote = "1 vote";
    public const string SomeVotes = "{0} votes";
    public const string Line = "**#{0}** {1} · {2} · closes {3}";
    public const string More = "… and {0} more.";
    public const string Yes = "yes";
    public const string No = "no";

    public const string QuestionEmpty = "The question is empty. Write what is to be decided.";
    public const string QuestionTooLong = "A question has at most {0} characters; yours has {1}.";
    public const string TooManyOpen = "There are {0} open votes already, which is the most. Wait until one closes.";
    public const string NoDuration =
        "`{0}` is no duration that a vote can have. Write `90s`, `10m`, `2h`, `7d` or `1h30m`; from 10 seconds to 30 days are allowed.";
    public const string QuorumOutOfRange = "`{0}` is no quorum. Write a whole number from {1} to {2}.";
    public const string OptionEmpty =
        "An option is empty. Write options with one comma between each two, for example `pizza, pasta, soup`.";
    public const string OptionCount = "A vote has {0} to {1} options, separated by commas; yours has {2}.";
    public const string LineCount = "A vote has {0} to {1} options, one a line; yours has {2}.";
    public const string OptionTooLong = "An option has at most {0} characters; one of yours has {1:N0}.";
    public const string OptionTwice = "Two options are the same. Each must be another.";

    public const string NoneOpen = "No vote is open. `/vote start` opens one.";
    public const string NoSuchVote = "There is no vote `{0}` here. `/vote list` shows the open ones.";
    public const string Forgotten = "This vote closed too long ago for me to remember its result.";
    public const string IsClosed = "Vote #{0} is closed. {1}";
    public const string NoSuchOption = "This vote has no such option.";
    public const string TooLate = "Vote #{0} is closing right now; your vote came too late.";
    public const string VotedAlready = "You have voted for **{0}** already. It counts once; you may still change your mind.";
    public const string Stopped = "The vote was opened, but the votes module is stopped and cannot show it.";
    public const string Suggested = "#{0} {1}";
    public const string SuggestedClosed = "#{0} {1} (closed)";

    public const string FormTitle = "Open a vote";
    public const string FormQuestion = "What is asked";
    public const string FormOptions = "What can be voted for";
    public const string FormOptionsHint = "One a line, 2 to 25 of them; yes and no by default";
    public const string FormDuration = "How long it is open";
    public const string FormDurationHint = "As 90s, 10m, 2h or 7d";
    public const string FormQuorum = "How many must vote for it to count";
}
