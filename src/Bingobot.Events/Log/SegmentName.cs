using System.Globalization;

namespace Bingobot.Events;

/// <summary>A segment's file name: the sequence of its first event in 20 digits, so that names sort as sequences do.</summary>
internal static class SegmentName
{
    private const int Digits = 20;
    private const string Extension = ".events";

    public static string Of(long firstSequence) =>
        firstSequence.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    /// <returns>The sequence of the first event; null where the file is no segment.</returns>
    public static long? TryParse(string fileName) =>
        fileName.Length == Digits + Extension.Length
        && fileName.EndsWith(Extension, StringComparison.Ordinal)
        && long.TryParse(fileName.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out long first)
        && first > 0
            ? first
            : null;
}
