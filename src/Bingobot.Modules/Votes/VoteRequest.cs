using System.Globalization;
using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>What somebody wants to have voted on, as it was written: by a command, or in a form.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Options">What can be voted for; null: yes and no.</param>
/// <param name="ByLines">Whether each option has a line; else commas are between them.</param>
/// <param name="Duration">How long it is open; null: as configured.</param>
/// <param name="Quorum">How many must vote; null: as configured.</param>
internal sealed record VoteRequest(string Question, string? Options, bool ByLines, string? Duration, string? Quorum)
{
    public static VoteRequest Of(CommandInvocation invocation) => new(
        invocation.Text("question"),
        invocation.TextOrNull("options"),
        ByLines: false,
        invocation.TextOrNull("duration"),
        invocation.TextOrNull("quorum"));

    public static VoteRequest Of(ModalInvocation invocation) => new(
        invocation.Text("question"),
        invocation.TextOrNull("options"),
        ByLines: true,
        invocation.TextOrNull("duration"),
        invocation.TextOrNull("quorum"));

    /// <summary>The form that asks for all of it.</summary>
    public static Modal Form(Speech speech) => new(
        CustomId.Of(VotesModule.ModuleName, VoteText.FormKind, ""),
        speech.Say(VoteSentences.FormTitle),
        [
            ModalField.Text("question", speech.Say(VoteSentences.FormQuestion), paragraph: true) with { MinLength = 1, MaxLength = VotesModule.MaxQuestion },
            ModalField.Text("options", speech.Say(VoteSentences.FormOptions), paragraph: true) with
            {
                Optional = true,
                Description = speech.Say(VoteSentences.FormOptionsHint),
            },
            ModalField.Text("duration", speech.Say(VoteSentences.FormDuration)) with
            {
                Optional = true,
                MaxLength = Durations.MaxLength,
                Placeholder = speech.Say(VoteSentences.FormDurationHint),
            },
            ModalField.Text("quorum", speech.Say(VoteSentences.FormQuorum)) with { Optional = true, MaxLength = 4 },
        ]);

    /// <summary>The vote that is to be opened; null where it cannot be, for the reason that is given.</summary>
    /// <param name="invocation">Who wants it.</param>
    /// <param name="defaults">What it has where nothing is said.</param>
    /// <param name="complaint">Why it cannot be opened, and what is allowed.</param>
    public VoteStarted? ToVote(Invocation invocation, VotesOptions defaults, out string complaint)
    {
        var question = Question.Trim();
        complaint = question.Length == 0 ? invocation.Say(VoteSentences.QuestionEmpty)
            : question.Length > VotesModule.MaxQuestion
                ? invocation.Say(VoteSentences.QuestionTooLong, VotesModule.MaxQuestion, question.Length)
            : "";
        if (complaint.Length > 0
            || !TryReadOptions(invocation, out var options, out complaint)
            || !TryReadDuration(invocation, defaults.Duration, out var duration, out complaint)
            || !TryReadQuorum(invocation, defaults.Quorum, out var quorum, out complaint))
        {
            return null;
        }
        return new VoteStarted
        {
            Vote = invocation.NewId(),
            Question = question,
            Options = options,
            Quorum = quorum,
            ClosesAt = invocation.Now + duration,
            User = invocation.User,
            Channel = invocation.Channel,
            Locale = VoteOptions.LocaleOf(invocation),
        };
    }

    private bool TryReadOptions(Invocation invocation, out IReadOnlyList<string> options, out string complaint)
    {
        complaint = "";
        options = VoteOptions.DefaultIn(invocation.GuildSpeech);
        if (Options is null)
            return true;
        return ByLines
            ? VoteOptions.TryParseLines(Options, invocation.Speech, out options, out complaint)
            : VoteOptions.TryParse(Options, invocation.Speech, out options, out complaint);
    }

    private bool TryReadDuration(Invocation invocation, TimeSpan unsaid, out TimeSpan duration, out string complaint)
    {
        complaint = "";
        duration = unsaid;
        if (Duration is null
            || (Durations.TryParse(Duration, out duration) && duration >= VotesOptions.MinDuration && duration <= VotesOptions.MaxDuration))
        {
            return true;
        }
        complaint = invocation.Say(VoteSentences.NoDuration, Markdown.Escape(Markdown.Shorten(Duration, Durations.MaxLength)));
        return false;
    }

    private bool TryReadQuorum(Invocation invocation, int unsaid, out int quorum, out string complaint)
    {
        complaint = "";
        quorum = unsaid;
        if (Quorum is null
            || (int.TryParse(Quorum.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out quorum)
                && quorum is >= VotesOptions.MinQuorum and <= VotesOptions.MaxQuorum))
        {
            return true;
        }
        complaint = invocation.Say(
            VoteSentences.QuorumOutOfRange, Markdown.Escape(Markdown.Shorten(Quorum, 8)), VotesOptions.MinQuorum, VotesOptions.MaxQuorum);
        return false;
    }
}
