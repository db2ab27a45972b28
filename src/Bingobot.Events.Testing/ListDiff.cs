using System.Text;

namespace Bingobot.Events.Testing;

/// <summary>One thing of a list that is compared: what it is called, and its JSON.</summary>
internal sealed record Item(string Name, ReadOnlyMemory<byte> Json)
{
    private readonly string _text = JsonDiff.Canonical(Json);

    public bool Same(Item other) => Name == other.Name && _text == other._text;

    public override string ToString() => $"{Name} {_text}";
}

/// <summary>Shows what is missing from a list and what is too much, in order.</summary>
internal static class ListDiff
{
    /// <summary>Null where the lists are equal; else lines: <c>  </c> in both, <c>- </c> expected and missing, <c>+ </c> found in excess.</summary>
    public static string? Between(IReadOnlyList<Item> expected, IReadOnlyList<Item> found)
    {
        int[,] common = Common(expected, found);
        if (expected.Count == found.Count && common[0, 0] == found.Count)
            return null;
        var text = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < expected.Count || j < found.Count)
        {
            if (i < expected.Count && j < found.Count && expected[i].Same(found[j]))
            {
                text.Append("\n    ").Append(found[j++]);
                i++;
            }
            else if (i < expected.Count && j < found.Count && expected[i].Name == found[j].Name
                && common[i + 1, j + 1] == common[i, j])
            {
                AppendChanged(text, expected[i++], found[j++]);
            }
            else if (j >= found.Count || (i < expected.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                text.Append("\n  - ").Append(expected[i++]);
            }
            else
            {
                text.Append("\n  + ").Append(found[j++]);
            }
        }

        return text.ToString();
    }

    private static void AppendChanged(StringBuilder text, Item expected, Item found)
    {
        text.Append("\n  - ").Append(expected).Append("\n  + ").Append(found);
        foreach (string line in JsonDiff.Between(expected.Json, found.Json))
            text.Append("\n      ").Append(line);
    }

    /// <summary>The length of the longest common subsequence from each pair of places on.</summary>
    private static int[,] Common(IReadOnlyList<Item> expected, IReadOnlyList<Item> found)
    {
        int[,] common = new int[expected.Count + 1, found.Count + 1];
        for (int i = expected.Count - 1; i >= 0; i--)
        {
            for (int j = found.Count - 1; j >= 0; j--)
            {
                common[i, j] = expected[i].Same(found[j])
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
