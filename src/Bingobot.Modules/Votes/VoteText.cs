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

    private static readonly int[] OptionWidths = [80, 40, 20, 10];

    /// <summary>The message of the vote: question, tallies, and a button for each option.</summary>
    public static MessageBody Message(Vote vote) => new(Fitting(vote, MessageText))
    {
        Rows = MessageBody.InRows(vote.Options.Select((option, index) => new Button(
            CustomId.Of(VotesModule.ModuleName, CastKind, Key(vote.Id, index)),
            option,
            vote.Result is { } result && result.First.Contains(index) ? ButtonStyle.Success : ButtonStyle.Secondary,
            Disabled: vote.Result is not null))),
    };

    /// <summary>The message that announces the result.</summary>
    public static MessageBody Announcement(Vote vote) => new(Fitting(vote, AnnouncementText));

    /// <summary>The result in one sentence.</summary>
    public static string Sentence(Vote vote, VoteResult result)
    {
        string[] first = [.. result.First.Select(index => $"**{Markdown.Escape(vote.Options[index])}**")];
        return result.Outcome switch
        {
            VoteOutcome.Decided => string.Create(CultureInfo.InvariantCulture,
                $"{first[0]} won with {Votes(result.Tallies[result.First[0]])} of {result.Tallies.Sum()}."),
            VoteOutcome.Tie => $"It is a tie, with {Votes(result.Tallies[result.First[0]])} each: nothing is decided.",
            _ => string.Create(CultureInfo.InvariantCulture,
                $"No quorum: {Votes(result.Tallies.Sum())} of {vote.Quorum} needed, so nothing is decided."),
        };
    }

    /// <summary>One line for a list.</summary>
    public static string Line(Vote vote) => string.Create(CultureInfo.InvariantCulture,
        $"**#{vote.Number}** {Markdown.Escape(Markdown.Shorten(vote.Question, 60))} · {Votes(vote.Ballots.Count)} · closes {Markdown.Relative(vote.ClosesAt)}");

    public static string Key(string vote, int option) => string.Create(CultureInfo.InvariantCulture, $"{option}:{vote}");

    /// <summary>Takes the key of a button apart.</summary>
    public static (string Vote, int Option)? ReadKey(string key) =>
        key.Split(':', 2) is [var option, var vote]
            && int.TryParse(option, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (vote, index)
            : null;

    public static string Votes(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "vote" : "votes")}");

    private static string MessageText(Vote vote, int width)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"📊 **Vote #{vote.Number}: {Markdown.Escape(vote.Question)}**\n");
        Tallies(text, vote, vote.Result?.Tallies ?? vote.Tallies(), width);
        if (vote.Result is { } result)
            text.Append("🔒 Closed. ").Append(Sentence(vote, result));
        else
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{vote.Ballots.Count} of {vote.Quorum} needed have voted · closes {Markdown.Relative(vote.ClosesAt)} · opened by {Markdown.Mention(vote.StartedBy)}");
        }
        return text.ToString();
    }

    private static string AnnouncementText(Vote vote, int width)
    {
        var result = vote.Result!;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture,
            $"📣 **Result of vote #{vote.Number}: {Markdown.Escape(vote.Question)}**\n");
        text.Append(Sentence(vote, result)).Append('\n');
        Tallies(text, vote, result.Tallies, width);
        if (vote.Consequence.Length > 0 && result is { Outcome: VoteOutcome.Decided, First: [0] })
            text.Append(vote.Consequence);
        return text.ToString().TrimEnd();
    }

    private static void Tallies(StringBuilder text, Vote vote, IReadOnlyList<int> tallies, int width)
    {
        for (var i = 0; i < vote.Options.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"• {Markdown.Escape(Markdown.Shorten(vote.Options[i], width))}: {Votes(tallies[i])}\n");
        }
    }

    /// <summary>The text with options as long as they fit; the buttons show them in full.</summary>
    private static string Fitting(Vote vote, Func<Vote, int, string> make)
    {
        foreach (var width in OptionWidths)
        {
            if (make(vote, width) is { Length: <= MessageBody.MaxText } text)
                return text;
        }
        return Markdown.Shorten(make(vote, OptionWidths[^1]), MessageBody.MaxText);
    }
}
