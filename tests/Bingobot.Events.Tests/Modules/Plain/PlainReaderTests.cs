using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsCheck;

namespace Bingobot.Events.Tests.Modules.Plain;

public sealed class PlainReaderTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char[' ', '~'].Array[0, 40].Select(chars => new string(chars)),
        Gen.Char['\0', '\u00ff'].Array[0, 8].Select(chars => new string(chars)),
        OneOf("", "ü", "\ud83d\ude00", "\ud83d", "\"", "\\", "\n", "\u007f", "null", "}", ",\"is\":true"));

    private static readonly Gen<Everything> Events =
        from numbers in Gen.Select(Gen.SByte, Gen.Short, Gen.Int, Gen.Long, Gen.Byte, Gen.UShort, Gen.UInt, Gen.ULong)
        from rest in Gen.Select(Gen.Bool, Texts, Gen.ULong.Nullable(), Gen.Bool.Nullable(), Gen.OneOf(Texts!, Gen.Const((string?)null)))
        select new Everything(
            numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4, numbers.Item5, numbers.Item6, numbers.Item7, numbers.Item8,
            rest.Item1, rest.Item2, rest.Item3, rest.Item4, rest.Item5);

    public static TheoryData<string> Odd => new(
        """{"number":01,"id":1}""", """{"number":-0,"id":1}""", """{"number":+1,"id":1}""", """{"number":1.0,"id":1}""",
        """{"number":1e2,"id":1}""", """{"number":9223372036854775808,"id":1}""", """{"number":1,"id":18446744073709551616}""",
        """{"number":1,"id":-1}""", """{"number":"1","id":1}""", """{"number":null,"id":1}""", """{"id":1,"number":1}""",
        """{"number":1}""", """{"number":1,"id":1,"more":1}""", """{"number":1,"id":1}x""", """{"number":1,"id":1""",
        """{"number":1, "id":1}""", """ {"number":1,"id":1}""", """{"number":1,"number":2,"id":1}""", """{"number":1,"id":}""",
        """{"number":-,"id":1}""", """{"number":1,"id":00}""", """{"numbe\u0072":1,"id":1}""", "{}", "", "[]", "null");

    [Fact]
    public void Read_OfWhatIsWritten_GivesWhatTheContractGives()
    {
        foreach (JsonTypeInfo<Everything> json in new[] { PlainJson.Default.Everything, SparseJson.Default.Everything })
        {
            PlainReader reader = PlainReader.For(json)!;
            Events.Sample(e => AsTheContract(reader, json, JsonSerializer.SerializeToUtf8Bytes(e, json)), iter: 3_000);
        }
    }

    [Fact]
    public void Read_WithAnEventThatItMayHaveBeenWrittenFrom_GivesWhatTheBytesSay()
    {
        JsonTypeInfo<Everything> json = SparseJson.Default.Everything;
        PlainReader reader = PlainReader.For(json)!;
        Gen.Select(Events, Events, Gen.Bool).Sample(
            (e, other, isSame) =>
            {
                Everything written = isSame ? e : other with { Text = e.Text };
                byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(e, json);
                var read = (Everything?)reader.TryRead(bytes, written);
                Assert.Equal((Everything?)reader.TryRead(bytes), read);
                Assert.True(read is null || ReferenceEquals(e.Text, read.Text));
            },
            iter: 3_000);
        var renamed = new Renamed(7, "long enough");
        byte[] changed = JsonSerializer.SerializeToUtf8Bytes(renamed with { Text = "long enougH" }, PlainJson.Default.Renamed);
        Assert.Equal("long enougH", ((Renamed)PlainReader.For(PlainJson.Default.Renamed)!.TryRead(changed, renamed)!).Text);
    }

    [Fact]
    public void Read_OfChangedBytes_GivesWhatTheContractGivesOrNothing()
    {
        JsonTypeInfo<Everything> json = SparseJson.Default.Everything;
        PlainReader reader = PlainReader.For(json)!;
        Gen.Select(Events, Gen.Int[0, 400], Gen.OneOf(Gen.Byte, OneOf([.. "0123456789-+.eE\"\\{}[],: tfn"u8])), Gen.Int[0, 2])
            .Sample(
                (e, at, value, way) =>
                {
                    List<byte> bytes = [.. JsonSerializer.SerializeToUtf8Bytes(e, json)];
                    at %= bytes.Count;
                    if (way == 0)
                        bytes[at] = value;
                    else if (way == 1)
                        bytes.Insert(at, value);
                    else
                        bytes.RemoveAt(at);
                    AsTheContract(reader, json, [.. bytes]);
                },
                iter: 20_000);
    }

    [Fact]
    public void Read_OfPlainTexts_NeedsNoContract()
    {
        var e = new Everything(-1, 2, -3, 4, 5, 6, 7, ulong.MaxValue, true, "what ~ there [is] {to} say: /", 0, false, "");
        Assert.Equal(e, PlainReader.For(PlainJson.Default.Everything)!.TryRead(JsonSerializer.SerializeToUtf8Bytes(e, PlainJson.Default.Everything)));
        Everything none = e with { Maybe = null, Perhaps = null, Note = null };
        Assert.Equal(none, PlainReader.For(SparseJson.Default.Everything)!.TryRead(JsonSerializer.SerializeToUtf8Bytes(none, SparseJson.Default.Everything)));
        var swapped = new Swapped("b", 1);
        Assert.Equal(swapped, PlainReader.For(PlainJson.Default.Swapped)!.TryRead(JsonSerializer.SerializeToUtf8Bytes(swapped, PlainJson.Default.Swapped)));
        var renamed = new Renamed(7, "");
        Assert.Equal(renamed, PlainReader.For(PlainJson.Default.Renamed)!.TryRead(JsonSerializer.SerializeToUtf8Bytes(renamed, PlainJson.Default.Renamed)));
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void Read_OfOtherForms_IsLeftToTheContract(string text) =>
        Assert.Null(PlainReader.For(PlainJson.Default.Numbers)!.TryRead(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Read_OfNumbersInQuotes_IsLeftToTheContract() =>
        Assert.Null(PlainReader.For(QuotedJson.Default.Numbers)!.TryRead(
            JsonSerializer.SerializeToUtf8Bytes(new Numbers(1, 2), QuotedJson.Default.Numbers)));

    [Fact]
    public void Read_WhereTheConstructorThrows_ThrowsTheSame()
    {
        PlainReader reader = PlainReader.For(PlainJson.Default.Strict)!;
        Assert.Equal(new Strict(5), reader.TryRead("""{"percent":5}"""u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.TryRead("""{"percent":101}"""u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonSerializer.Deserialize("""{"percent":101}"""u8, PlainJson.Default.Strict));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AsTheContract<TEvent>(PlainReader reader, JsonTypeInfo<TEvent> json, byte[] bytes)
    {
        if (reader.TryRead(bytes) is { } read)
            Assert.Equal(JsonSerializer.Deserialize(bytes, json), (TEvent)read);
    }
}
