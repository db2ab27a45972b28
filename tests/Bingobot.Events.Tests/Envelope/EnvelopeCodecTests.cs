using System.Text;
using Bingobot.Events.Tests.Samples;
using CsCheck;

namespace Bingobot.Events.Tests.Envelope;

public sealed class EnvelopeCodecTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char.AlphaNumeric, 0, 40];

    private static readonly Gen<Recorded> Events = Gen.Select(
        Gen.Long[1, long.MaxValue], Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks], Gen.ULong, Gen.String[Gen.Char.AlphaNumeric, 1, 40],
        Gen.Byte.Array[0, 300], Gen.Select(Gen.Bool, Text, Text, Text, Gen.Long), Gen.Int[1, 3],
        (sequence, ticks, partition, type, data, cursor, version) => new Recorded(
            sequence, new DateTimeOffset(ticks, TimeSpan.Zero), partition, type, data,
            cursor.Item1 ? new Cursor(cursor.Item2, cursor.Item3, cursor.Item4, cursor.Item5) : null)
        {
            TypeVersion = version,
        });

    [Fact]
    public void Event_WrittenAndRead_IsTheSame() =>
        Gen.Select(Events, Gen.ULong).Sample((e, previous) =>
        {
            byte[] document = EnvelopeCodec.Encode(e, previous, out ulong chain);

            Assert.Null(EnvelopeCodec.TryDecode(document, out Recorded? read));
            Assert.Equal(SomeEvents.Show(e), SomeEvents.Show(read!));
            Assert.Equal(e.TypeVersion, read!.TypeVersion);
            Assert.Equal(chain, EnvelopeCodec.ReadChain(document));
            Assert.True(EnvelopeCodec.Follows(document, previous));
            Assert.False(EnvelopeCodec.Follows(document, previous + 1));
            Assert.Equal(chain, EnvelopeCodec.ReadChain(document));
        });

    [Fact]
    public void Document_WithOneBitChanged_DoesNotFollow() =>
        Gen.Select(Events, Gen.ULong, Gen.Int[0, int.MaxValue]).Sample((e, previous, where) =>
        {
            byte[] document = EnvelopeCodec.Encode(e, previous, out _);
            document[where % document.Length] ^= (byte)(1 << (where % 8));

            Assert.False(EnvelopeCodec.Follows(document, previous));
        });

    [Fact]
    public void AnyBytes_AreReadOrNamedAsFaulty_AndNothingElse() =>
        Gen.Select(Events, Gen.Byte.Array[0, 60], Gen.Int[0, 200], Gen.Int[0, 60]).Sample((e, junk, cut, at) =>
        {
            byte[] document = EnvelopeCodec.Encode(e, 0, out _);
            document = document[..Math.Min(cut, document.Length)];
            junk.AsSpan(0, Math.Clamp(document.Length - at, 0, junk.Length)).CopyTo(document.AsSpan(Math.Min(at, document.Length)));

            string? fault = EnvelopeCodec.TryDecode(document, out Recorded? read);
            Assert.Equal(fault is null, read is not null);
            EnvelopeCodec.Follows(document, 0);
        });

    /// <summary>Version 1 as it was first written: these bytes open for ever.</summary>
    [Fact]
    public void Version1_GoldenDocument_IsWrittenAndReadAsEver()
    {
        string golden = string.Concat(
            "0101", "0800", "0200000000000000", "0000F8B4C848DE08", "0500000000000000", "52384B9605F2598D", "42616C6C6F744F70",
            "0900", "676174657761792F30", "0200", "7331", "0700", "7773733A2F2F78", "2A00000000000000", "7B226964223A2262227D");
        var e = new Recorded(
            2, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), 5, "BallotOp", """{"id":"b"}"""u8.ToArray(),
            new Cursor("gateway/0", "s1", "wss://x", 42));

        byte[] document = EnvelopeCodec.Encode(e, EnvelopeCodec.ChainSeed("AAAAAAAAAAAAAAAAAAAAAA"), out _);

        Assert.Equal(golden, Convert.ToHexString(document));
        Assert.Null(EnvelopeCodec.TryDecode(Convert.FromHexString(golden), out Recorded? read));
        Assert.Equal(SomeEvents.Show(e), SomeEvents.Show(read!));
    }

    [Fact]
    public void TooLongParts_AreRefused()
    {
        Recorded e = SomeEvents.At(2);

        Assert.Throws<ArgumentException>(() => EnvelopeCodec.Encode(e with { Type = new string('x', EnvelopeCodec.MaxTypeBytes + 1) }, 0, out _));
        Assert.Throws<ArgumentException>(() => EnvelopeCodec.Encode(e with { Data = new byte[EnvelopeCodec.MaxDataBytes + 1] }, 0, out _));
        Assert.Throws<ArgumentException>(() => EnvelopeCodec.Encode(
            e with { Cursor = new Cursor("s", new string('ö', EnvelopeCodec.MaxCursorTextBytes / 2 + 1), "", 1) }, 0, out _));
    }

    [Fact]
    public void Ids_AreHashesOfStreamSequenceModuleAndIndex()
    {
        string id = Ids.Effect("AAAAAAAAAAAAAAAAAAAAAA", 7, "votes", 0);

        Assert.Equal("JsJGlNR2nUVDAMz0gXRpOw", id);
        string[] others =
        [
            Ids.Effect("BAAAAAAAAAAAAAAAAAAAAA", 7, "votes", 0), Ids.Effect("AAAAAAAAAAAAAAAAAAAAAA", 8, "votes", 0),
            Ids.Effect("AAAAAAAAAAAAAAAAAAAAAA", 7, "vote", 0), Ids.Effect("AAAAAAAAAAAAAAAAAAAAAA", 7, "votes", 1),
            Ids.Decided("AAAAAAAAAAAAAAAAAAAAAA", 7, "votes", 0),
        ];
        Assert.DoesNotContain(id, others);
        Assert.Equal(others.Length, others.Distinct().Count());
        Assert.All(others, other => Assert.Equal(22, Encoding.UTF8.GetByteCount(other)));
    }
}
