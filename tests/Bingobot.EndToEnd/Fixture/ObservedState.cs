using System.Globalization;
using System.Text.RegularExpressions;

namespace Bingobot.EndToEnd;

/// <summary>The state of a bot as somebody saw it while it ran.</summary>
/// <param name="Sequence">The newest event in it.</param>
/// <param name="Hash">Its hash.</param>
internal sealed partial record ObservedState(long Sequence, string Hash)
{
    /// <summary>Reads the status page.</summary>
    public static ObservedState Parse(string page)
    {
        Match sequence = SequencePattern().Match(page);
        Match hash = HashPattern().Match(page);
        Assert.True(sequence.Success && hash.Success, $"The status page shows no state: {page}");
        return new ObservedState(
            long.Parse(sequence.Groups[1].Value, CultureInfo.InvariantCulture), hash.Groups[1].Value);
    }

    [GeneratedRegex("id=\"sequence\">([0-9]+)<")]
    private static partial Regex SequencePattern();

    [GeneratedRegex("id=\"hash\">([0-9a-f]{32})<")]
    private static partial Regex HashPattern();
}
