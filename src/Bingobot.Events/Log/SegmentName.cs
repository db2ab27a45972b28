using System.Globalization;

namespace Bingobot.Events;

/// <summary>The names of the files beside each other in a log's folder.</summary>
internal static class SegmentName
{
    /// <summary>What is known of the sealed segments without opening them; may be missing.</summary>
    public const string Manifest = "segments.manifest";

    private const int Digits = 20;
    private const string Extension = ".events";
    private const string IndexExtension = ".events.index";
    private const string TemporaryExtension = ".tmp";

    /// <summary>A segment: the sequence of its first event in 20 digits, so that names sort as sequences do.</summary>
    public static string Of(long firstSequence) =>
        firstSequence.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    /// <summary>The index of a segment.</summary>
    public static string IndexOf(long firstSequence) =>
        firstSequence.ToString("D20", CultureInfo.InvariantCulture) + IndexExtension;

    /// <summary>What is to become a file of this log, while it is written.</summary>
    public static string Temporary(string name) => name + TemporaryExtension;

    /// <returns>The sequence of the first event; null where the file is no segment.</returns>
    public static long? TryParse(string fileName) => TryParse(fileName, Extension);

    /// <returns>The sequence of the first event of the segment whose index it is; null where the file is no index.</returns>
    public static long? TryParseIndex(string fileName) => TryParse(fileName, IndexExtension);

    /// <summary>Whether the file is a leftover of this log, which nobody reads.</summary>
    public static bool IsTemporary(string fileName)
    {
        if (!fileName.EndsWith(TemporaryExtension, StringComparison.Ordinal))
            return false;
        string name = fileName[..^TemporaryExtension.Length];
        return name == Manifest || TryParse(name) is not null || TryParseIndex(name) is not null;
    }

    private static long? TryParse(string fileName, string extension) =>
        fileName.Length == Digits + extension.Length
        && fileName.EndsWith(extension, StringComparison.Ordinal)
        && long.TryParse(fileName.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out long first)
        && first > 0
            ? first
            : null;
}
