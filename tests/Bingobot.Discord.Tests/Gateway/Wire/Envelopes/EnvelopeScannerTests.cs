using System.Text;
using System.Text.Json;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Tests.Support;
using CsCheck;

namespace Bingobot.Discord.Tests.Gateway.Wire.Envelopes;

/// <summary>What the scanner says of a frame is what a reader of JSON says of it.</summary>
public sealed class EnvelopeScannerTests
{
    private static readonly IReadOnlySet<string> Wanted = new HashSet<string> { "MESSAGE_CREATE", "X" };

    /// <summary>Fields as they come, in any order, twice, misspelt or strange.</summary>
    private static readonly Gen<string> Field = Gen.Frequency(
        (6, Gen.OneOf("\"t\":\"MESSAGE_CREATE\"", "\"t\":\"TYPING_START\"", "\"t\":\"X\"", "\"t\":null", "\"t\":\"\"", "\"t\":\"\\u0058\"", "\"t\":5")),
        (6, Gen.OneOf("\"s\":1", "\"s\":0", "\"s\":007", "\"s\":-1", "\"s\":1.5", "\"s\":1e3", "\"s\":null", "\"s\":", "\"s\":999999999999999999",
            "\"s\":9223372036854775807", "\"s\":9223372036854775808", "\"s\" :5")),
        (6, Gen.OneOf("\"op\":0", "\"op\":0", "\"op\":0", "\"op\":11", "\"op\":01", "\"op\":0.0", "\"op\":null", "\"op\": 0", "\"o\\u0070\":0")),
        (6, JsonGen.Value.Select(static json => $"\"d\":{json}")),
        (1, Gen.OneOf("\"x\":1", "\"d\":", "\"\":{}", "t:1", "\"t\"", "")));

    private static readonly Gen<string> UsualFrame = Gen.Select(Gen.Int[1, 1000], JsonGen.Container, Gen.OneOf("MESSAGE_CREATE", "TYPING_START", "X"))
        .Select(static (sequence, data, type) => $$"""{"t":"{{type}}","s":{{sequence}},"op":0,"d":{{data}}}""");

    private static readonly Gen<string> AnyFrame = Gen.Frequency(
        (1, UsualFrame),
        (2, Field.Array[0, 6].Select(static fields => $"{{{string.Join(',', fields)}}}")),
        (1, Gen.Select(Field.Array[3, 4], Gen.OneOf(" ", "x", "}", ",")).Select(static (fields, end) => $"{{{string.Join(',', fields)}}}{end}")));

    [Fact]
    public void Frame_OfAnyFields_IsReadAsTheReaderReadsIt() =>
        AnyFrame.Sample(static frame => Compare(Encoding.UTF8.GetBytes(frame)), iter: 10_000);

    [Fact]
    public void Frame_Damaged_IsReadAsTheReaderReadsIt() =>
        Gen.Select(AnyFrame, Gen.Select(Gen.Double[0, 1], Gen.Frequency((1, Gen.Byte), (3, Gen.OneOf("{}[]\",:\\0".Select(static c => (byte)c).ToArray())))).Array[1, 3], Gen.Bool)
            .Sample(
                static (frame, damages, isCut) =>
                {
                    var bytes = Encoding.UTF8.GetBytes(frame);
                    foreach (var (at, value) in damages)
                    {
                        if (bytes.Length > 0)
                            bytes[(int)(at * (bytes.Length - 1))] = value;
                    }
                    Compare(isCut ? bytes[..(int)(damages[0].Item1 * bytes.Length)] : bytes);
                },
                iter: 10_000);

    [Theory]
    [InlineData("""{"t":"MESSAGE_CREATE","s":12,"op":0,"d":{"a":[1,2,{"b":"}"}]}}""")]
    [InlineData("""{"op":0,"d":{"a":1},"s":12,"t":"MESSAGE_CREATE"}""")]
    [InlineData("""{"t":"TYPING_START","s":12,"op":0,"d":{"a":1}}""")]
    [InlineData("""{"op":0,"s":12,"t":"X","d":[]}""")]
    public void Frame_AsDiscordWritesIt_IsNotReadAsJson(string frame) => Assert.True(Scan(Encoding.UTF8.GetBytes(frame), out _));

    [Theory]
    [InlineData("""{"t":"MESSAGE_CREATE","s":12,"op":0,"d":{}} """)]
    [InlineData("""{"t":"UNHEARD_OF","s":12,"op":0,"d":{}}""")]
    [InlineData("""{"t":"MESSAGE_CREATE","s":12,"op":0,"d":"text"}""")]
    [InlineData("""{"t":"MESSAGE_CREATE","s":12,"op":0,"d":{},"d":{}}""")]
    [InlineData("""{"t":"MESSAGE_CREATE","t":"X","s":12,"op":0,"d":{}}""")]
    [InlineData("""{"t":"MESSAGE_CREATE","s":12,"op":0,"d":{"a":"}}""")]
    public void Frame_ThatLooksOtherwise_IsLeftToTheReader(string frame) => Assert.False(Scan(Encoding.UTF8.GetBytes(frame), out _));

    [Fact]
    public void Data_ThatIsNoJson_IsDelimitedAndNoMore()
    {
        var frame = """{"t":"MESSAGE_CREATE","s":12,"op":0,"d":{"a":,]}}"""u8.ToArray();
        // Brackets that do not belong together are left to whoever reads the data, as are all others of its faults.
        Assert.True(Scan([.. "{\"t\":\"X\",\"s\":1,\"op\":0,\"d\":{\"a\":]}"u8], out var header));
        Assert.Equal("{\"a\":]", Encoding.UTF8.GetString(header.DataOf("{\"t\":\"X\",\"s\":1,\"op\":0,\"d\":{\"a\":]}"u8)));
        Assert.False(Scan(frame, out _));
    }

    private static bool Scan(byte[] frame, out FrameHeader header) => EnvelopeScanner.TryRead(frame, KnownNames(), out header);

    private static EventNames KnownNames()
    {
        var names = new EventNames(Wanted);
        names.Get("MESSAGE_CREATE"u8);
        names.Get("TYPING_START"u8);
        names.Get("X"u8);
        return names;
    }

    private static void Compare(byte[] frame)
    {
        if (!Scan(frame, out var scanned))
            return;
        FrameHeader read;
        try
        {
            read = new FrameReader(Wanted).ReadJson(frame);
        }
        catch (JsonException)
        {
            // The envelope is in order; the data alone is not, which whoever reads it finds.
            Assert.True(scanned.IsWanted);
            Assert.False(JsonText.IsJson(scanned.DataOf(frame)));
            return;
        }
        Assert.Equal(read, scanned);
    }
}
