using System.Globalization;
using System.Text;
using Bingobot.Discord.Payloads;
using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>What votes look like.</summary>
internal static class VoteText
{
    /// <summary>The kind of the buttons' custom ids.</summary>
    public const string CastKind = "cast";

    /// <summary>The kind of the custom ids of forms that open a vote.</summary>
    public const string FormKind = "form";

    private static readonly int[] OptionWidths = [80, 40, 20, 10];

    /// <summary>The message of the vote: question, tallies, and a button for each option.</summary>
    public static MessageBody Message(Vote vote) => new(Show(vote, SpeechOf(vote)))
    {
        Rows = MessageBody.InRows(vote.Options.Select((option, index) => new Button(
            CustomId.Of(VotesModule.ModuleName, CastKind, Key(vote.Id, index)),
            option,
            vote.Result is { } result && result.First.Contains(index) ? ButtonStyle.Success : ButtonStyle.Secondary,
            Disabled: vote.Result is not null))),
    };

    /// <summary>Question and tallies, in the language of the one who wants to see them.</summary>
    public static string Show(Vote vote, Speech speech) => Fitting(width => MessageText(vote, width, speech));

    /// <summary>The message that announces the result.</summary>
    public static MessageBody Announcement(Vote vote) => new(Fitting(width => AnnouncementText(vote, width, SpeechOf(vote))));

    /// <summary>The result in one sentence.</summary>
    public static string Sentence(Vote vote, VoteResult result, Speech speech)
    {
        string[] first = [.. result.First.Select(index => $"**{Markdown.Escape(vote.Options[index])}**")];
        return result.Outcome switch
        {
            VoteOutcome.Decided => speech.Say(
                VoteSentences.Won, first[0], Votes(result.Tallies[result.First[0]], speech), result.Tallies.Sum()),
            VoteOutcome.Tie => speech.Say(VoteSentences.Tie, Votes(result.Tallies[result.First[0]], speech)),
            _ => speech.Say(VoteSentences.NoQuorum, Votes(result.Tallies.Sum(), speech), vote.Quorum),
        };
    }

    /// <summary>One line for a list.</summary>
    public static string Line(Vote vote, Speech speech) => speech.Say(
        VoteSentences.Line,
        vote.Number,
        Markdown.Escape(Markdown.Shorten(vote.Question, 60)),
        Votes(vote.Ballots.Count, speech),
        Markdown.Relative(vote.ClosesAt));

    public static string Key(string vote, int option) => string.Create(CultureInfo.InvariantCulture, $"{option}:{vote}");

    /// <summary>Takes the key of a button apart.</summary>
    public static (string Vote, int Option)? ReadKey(string key) =>
        key.Split(':', 2) is [var option, var vote]
            && int.TryParse(option, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (vote, index)
            : null;

    private static string Votes(int count, Speech speech) =>
        count == 1 ? speech.Say(VoteSentences.OneVote) : speech.Say(VoteSentences.SomeVotes, count);

    private static Speech SpeechOf(Vote vote) => new(ModuleTexts.All, vote.Locale);

    private static string MessageText(Vote vote, int width, Speech speech)
    {
        StringBuilder text = new();
        text.Append(speech.Say(VoteSentences.Title, vote.Number, Markdown.Escape(vote.Question))).Append('\n');
        Tallies(text, vote, vote.Result?.Tallies ?? vote.Tallies(), width, speech);
        text.Append(vote.Result is { } result
            ? speech.Say(VoteSentences.Closed, Sentence(vote, result, speech))
            : speech.Say(
                VoteSentences.Open, vote.Ballots.Count, vote.Quorum, Markdown.Relative(vote.ClosesAt), Markdown.Mention(vote.StartedBy)));
        return text.ToString();
    }

    private static string AnnouncementText(Vote vote, int width, Speech speech)
    {
        var result = vote.Result!;
        StringBuilder text = new();
        text.Append(speech.Say(VoteSentences.Result, vote.Number, Markdown.Escape(vote.Question))).Append('\n');
        text.Append(Sentence(vote, result, speech)).Append('\n');
        Tallies(text, vote, result.Tallies, width, speech);
        if (vote.Consequence.Length > 0 && result is { Outcome: VoteOutcome.Decided, First: [0] })
            text.Append(vote.Consequence);
        return text.ToString().TrimEnd();
    }

    private static void Tallies(StringBuilder text, Vote vote, IReadOnlyList<int> tallies, int width, Speech speech)
    {
        for (var i = 0; i < vote.Options.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"• {Markdown.Escape(Markdown.Shorten(vote.Options[i], width))}: {Votes(tallies[i], speech)}\n");
        }
    }

    /// <summary>The text with options as long as they fit; the buttons show them in full.</summary>
    private static string Fitting(Func<int, string> make)
    {
        foreach (var width in OptionWidths)
        {
            if (make(width) is { Length: <= MessageBody.MaxText } text)
                return text;
        }
        return Markdown.Shorten(make(OptionWidths[^1]), MessageBody.MaxText);
    }
}
