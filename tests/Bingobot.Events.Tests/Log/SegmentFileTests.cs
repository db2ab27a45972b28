using Bingobot.Events.Tests.Samples;

namespace Bingobot.Events.Tests.Log;

/// <summary>The files beside the segments, byte for byte: what one version wrote, later ones read.</summary>
public sealed class SegmentFileTests
{
    private static readonly SegmentInfo First = new(1, 3, 3, 0x1111111111111111, 0x2222222222222222, false);
    private static readonly SegmentInfo Second = new(4, 9, 2, 0x2222222222222222, 0x3333333333333333, true);

    [Fact]
    public void Manifest_GoldenBytes_AreReadAsEver()
    {
        const string Golden =
            "42494E474F534547010000000200000001000000000000000300000000000000030000000000000011111111111111112222222222222222"
            + "0000000000000000040000000000000009000000000000000200000000000000222222222222222233333333333333330100000000000000";
        Assert.Equal(Golden, Convert.ToHexString(SegmentManifest.Encode([First, Second]).ToArray()));

        var folder = new MemoryFolder();
        CheckedFile.Write(folder, SegmentName.Manifest, Content(Golden));
        Assert.Equal([First, Second], SegmentManifest.Read(folder, out string? fault));
        Assert.Null(fault);
    }

    [Fact]
    public void Index_GoldenBytes_AreReadAsEver()
    {
        const string Golden =
            "42494E474F494458010000000200000001000000020000000100000000000000030000000000000003000000000000001111111111111111"
            + "2222222222222222000000000000000003000000000000000D010000000000000D0053747265616D437265617465640700436F756E746564"
            + "01000000000000000300000000000000000000000000000000000000000000000000F8B4C848DE0880C3C1B6C848DE080300000000000000"
            + "000000000200000000000000000000000200000000000000";
        var builder = new SegmentIndexBuilder();
        foreach (Recorded e in SomeEvents.First(3))
            builder.Add(e, EnvelopeCodec.MeasureDocument(e));
        SegmentIndex index = builder.Build(First);

        Assert.Equal(Golden, Convert.ToHexString(SegmentIndexFile.Encode(index).ToArray()));
        SegmentIndex? read = SegmentIndexFile.Decode(Convert.FromHexString(Golden), out string? fault);
        Assert.Null(fault);
        Assert.Equal((First, index.End), (read!.Segment, read.End));
        Assert.Equal(index.Types, read.Types);
        Assert.Equal(index.Blocks, read.Blocks);
        Assert.Equal(index.Words, read.Words);
    }

    private static MemoryStream Content(string hexadecimal)
    {
        var content = new MemoryStream();
        content.Write(Convert.FromHexString(hexadecimal));
        return content;
    }
}
