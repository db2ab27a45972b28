using System.Globalization;

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

    /// <summary>Reads options separated by commas.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="options">The options, without the space around them.</param>
    /// <param name="complaint">Where they cannot be taken: why, and what is allowed.</param>
    public static bool TryParse(string text, out IReadOnlyList<string> options, out string complaint)
    {
        ArgumentNullException.ThrowIfNull(text);
        options = [.. text.Split(',').Select(static option => option.Trim())];
        complaint = Complaint(options) ?? "";
        return complaint.Length == 0;
    }

    private static string? Complaint(IReadOnlyList<string> options)
    {
        if (options.Any(static option => option.Length == 0))
            return "An option is empty. Write options with one comma between each two, for example `pizza, pasta, soup`.";
        if (options.Count is < Min or > Max)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"A vote has {Min} to {Max} options, separated by commas; yours has {options.Count}.");
        }
        if (options.FirstOrDefault(static option => option.Length > MaxLength) is { } tooLong)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"An option has at most {MaxLength} characters; one of yours has {tooLong.Length:N0}.");
        }
        return options.Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Count
            ? "Two options are the same. Each must be another."
            : null;
    }
}
