namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>Guesses what a person meant.</summary>
internal static class Nearest
{
    private const int LongestCompared = 100;

    /// <summary>Those of <paramref name="names"/> that are like <paramref name="typed"/>, the most alike first.</summary>
    /// <param name="typed">What was typed; beyond 100 characters nothing is like it.</param>
    /// <param name="names">What there is.</param>
    /// <param name="limit">At most so many.</param>
    public static IReadOnlyList<string> To(string typed, IEnumerable<string> names, int limit = 3)
    {
        if (typed.Length is 0 or > LongestCompared)
            return [];
        var lower = typed.ToLowerInvariant();
        return
        [
            .. names.Select(name => (Name: name, Distance: Distance(lower, name.ToLowerInvariant())))
                .Where(guess => guess.Distance <= Tolerance(lower, guess.Name) || IsPart(lower, guess.Name))
                .OrderBy(guess => guess.Distance)
                .ThenBy(guess => guess.Name, StringComparer.Ordinal)
                .Take(limit)
                .Select(guess => guess.Name),
        ];
    }

    /// <summary>The question "Did you mean …?" with a space before it, or nothing where nothing is near.</summary>
    public static string Question(string typed, IEnumerable<string> names, string prefix = "")
    {
        var near = To(typed, names);
        return near.Count switch
        {
            0 => "",
            1 => $" Did you mean {prefix}{near[0]}?",
            _ => $" Did you mean {string.Join(", ", near.SkipLast(1).Select(name => prefix + name))} or {prefix}{near[^1]}?",
        };
    }

    private static int Tolerance(string typed, string name) => Math.Max(1, Math.Max(typed.Length, name.Length) / 3);

    private static bool IsPart(string typed, string name) =>
        typed.Length >= 3 && name.Contains(typed, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Damerau's distance in its restricted form (optimal string alignment): insertions, deletions, substitutions and
    /// transpositions of neighbours that turn one text into the other.
    /// </summary>
    private static int Distance(string left, string right)
    {
        var above = new int[right.Length + 1];
        var row = new int[right.Length + 1];
        int[] beforeAbove;
        for (var column = 0; column <= right.Length; column++)
            row[column] = column;
        var spare = new int[right.Length + 1];
        for (var line = 1; line <= left.Length; line++)
        {
            beforeAbove = above;
            above = row;
            row = spare;
            spare = beforeAbove;
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var substitution = above[column - 1] + (left[line - 1] == right[column - 1] ? 0 : 1);
                row[column] = Math.Min(substitution, Math.Min(above[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                    row[column] = Math.Min(row[column], beforeAbove[column - 2] + 1);
            }
        }

        return row[right.Length];
    }
}
