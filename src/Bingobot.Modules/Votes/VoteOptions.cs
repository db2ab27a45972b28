using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>What can be voted for.</summary>
public static class VoteOptions
{
    /// <summary>The fewest options: with one there is nothing to decide.</summary>
    public const int Min = 2;

    /// <summary>The most options: a message has at most 5 rows of 5 buttons.</summary>
    public const int Max = 5 * 5;

    /// <summary>The most characters of an option, which is what fits on a button.</summary>
    public const int MaxLength = 80;

    /// <summary>What is voted on where nothing is said.</summary>
    public static IReadOnlyList<string> Default { get; } = ["yes", "no"];

    /// <summary>The same in the language of the guild, where all see it.</summary>
    internal static IReadOnlyList<string> DefaultIn(Speech speech) => [speech.Say(VoteSentences.Yes), speech.Say(VoteSentences.No)];

    /// <summary>The language of a vote: the guild's, where its texts are to be had in it.</summary>
    internal static string? LocaleOf(Invocation invocation) =>
        invocation.GuildLocale is { } locale && ModuleTexts.All.Languages.Contains(locale) ? locale : null;

    /// <summary>Reads options separated by commas.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="options">The options, without the space around them.</param>
    /// <param name="complaint">Where they cannot be taken: why, and what is allowed.</param>
    public static bool TryParse(string text, out IReadOnlyList<string> options, out string complaint) =>
        TryParse(text, default, out options, out complaint);

    /// <summary>As the other, with the complaint in the language of the user.</summary>
    internal static bool TryParse(string text, Speech speech, out IReadOnlyList<string> options, out string complaint)
    {
        ArgumentNullException.ThrowIfNull(text);
        options = [.. text.Split(',').Select(static option => option.Trim())];
        complaint = Complaint(options, VoteSentences.OptionCount, speech) ?? "";
        return complaint.Length == 0;
    }

    /// <summary>Reads options of which each has a line; empty lines are none.</summary>
    internal static bool TryParseLines(string text, Speech speech, out IReadOnlyList<string> options, out string complaint)
    {
        options = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        complaint = Complaint(options, VoteSentences.LineCount, speech) ?? "";
        return complaint.Length == 0;
    }

    private static string? Complaint(IReadOnlyList<string> options, string count, Speech speech)
    {
        if (options.Any(static option => option.Length == 0))
            return speech.Say(VoteSentences.OptionEmpty);
        if (options.Count is < Min or > Max)
            return speech.Say(count, Min, Max, options.Count);
        if (options.FirstOrDefault(static option => option.Length > MaxLength) is { } tooLong)
            return speech.Say(VoteSentences.OptionTooLong, MaxLength, tooLong.Length);
        return options.Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Count
            ? speech.Say(VoteSentences.OptionTwice)
            : null;
    }
}
