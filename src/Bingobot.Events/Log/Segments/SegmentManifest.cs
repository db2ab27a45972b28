using System.Collections.Immutable;
using System.Text;

namespace Bingobot.Events;

/// <summary>
/// What is known of all sealed segments, in one small file, so that opening need not open each. It is believed where it fits the
/// names that are there, and what it says of a segment is checked when that is opened; it never is the truth.
/// </summary>
internal static class SegmentManifest
{
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "BINGOSEG"u8;

    public static MemoryStream Encode(ImmutableArray<SegmentInfo> segments)
    {
        var content = new MemoryStream();
        using var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(segments.Length);
        foreach (SegmentInfo segment in segments)
            SegmentIndexFile.WriteInfo(writer, segment);
        writer.Flush();
        return content;
    }

    /// <summary>Reads the manifest.</summary>
    /// <returns>The segments it names, which follow one another; empty where there is none that can be believed.</returns>
    public static ImmutableArray<SegmentInfo> Read(IStoreFolder folder, out string? fault)
    {
        if (CheckedFile.Read(folder, SegmentName.Manifest, out fault) is not { } content)
            return [];
        fault = "it is not a manifest of this version";
        var reader = new BytesReader(content.Span);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic) || reader.Int32() != Version)
            return [];
        fault = "its parts do not fit one another";
        int count = reader.Int32();
        if (count < 0 || count > reader.Remaining)
            return [];
        var segments = ImmutableArray.CreateBuilder<SegmentInfo>(count);
        for (int i = 0; i < count && !reader.IsPastEnd; i++)
        {
            SegmentInfo segment = SegmentIndexFile.ReadInfo(ref reader);
            SegmentInfo? before = i == 0 ? null : segments[i - 1];
            if (segment.IsEmpty || segment.First != (before?.Last ?? 0) + 1 || (before is not null && before.ChainAfter != segment.ChainBefore))
                return [];
            segments.Add(segment);
        }

        if (reader.IsPastEnd || reader.Remaining != 0)
            return [];
        fault = null;
        return segments.ToImmutable();
    }
}
