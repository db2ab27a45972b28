using System.Buffers;
using System.Text;
using CsCheck;

namespace Bingobot.Events.Tests.Envelope;

public sealed class EventJsonTests
{
    private static readonly string[] SomeData =
    [
        "{}", "1", "-0.50e+7", "\"x\"", "null", "[1, 2 ]", " {}", "{}\n", "{\n}", "{\"a\":\"\\u00e4\\n\"}", "{\"a\":1,\"a\":2}", "", "{", "[1,]", "// c\n1",
        new string('[', 62) + new string(']', 62), new string('[', 70) + new string(']', 70),
    ];

    private static readonly Gen<string> GenData = Gen.OneOf(
        Gen.Int[0, SomeData.Length - 1].Select(i => SomeData[i]),
        Gen.String.Select(text => System.Text.Json.JsonSerializer.Serialize(text)));

    private static readonly Gen<string> GenText = Gen.String[Gen.Char['\0', '\ud7ff'], 1, 20];

    private static readonly Gen<Recorded> GenEvent = Gen.Select(
        Gen.Long[1, long.MaxValue], Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks], Gen.ULong, GenText, Gen.Int[1, EventType.MaxVersion],
        GenData,
        Gen.Select(Gen.Bool, GenText, GenText, Gen.Long, (any, a, b, p) => any ? new Cursor(a, b, a, p) : null),
        (sequence, ticks, partition, type, version, data, cursor) => new Recorded(
            sequence, new DateTimeOffset(ticks, TimeSpan.Zero), partition, type, Encoding.UTF8.GetBytes(data), cursor)
        {
            TypeVersion = version,
        });

    [Fact]
    public void Event_AsALine_ComesBackByteForByte() => GenEvent.Sample(
        e =>
        {
            var line = new ArrayBufferWriter<byte>();
            EventJson.WriteLine(e, line);

            Recorded back = EventJson.ReadLine(line.WrittenSpan);

            Assert.Equal(1, line.WrittenSpan.Count((byte)'\n'));
            Assert.Equal((byte)'\n', line.WrittenSpan[^1]);
            Assert.Equal(e with { Data = default }, back with { Data = default });
            Assert.Equal(e.Data.ToArray(), back.Data.ToArray());
        },
        iter: 5_000);

    [Fact]
    public void Line_OfOtherBytes_IsReadOrRefusedInWords() => Gen.Select(GenEvent, Gen.Int[0, 400], Gen.Byte).Sample(
        (e, at, value) =>
        {
            var line = new ArrayBufferWriter<byte>();
            EventJson.WriteLine(e, line);
            byte[] changed = line.WrittenSpan.ToArray();
            changed[at % changed.Length] = value;
            try
            {
                EventJson.ReadLine(changed);
            }
            catch (FormatException refused)
            {
                Assert.Contains("expected", refused.Message, StringComparison.Ordinal);
            }
        },
        iter: 20_000);

    [Fact]
    public void Event_OfDataThatIsJson_StandsInItsLineAsItIs()
    {
        var line = new ArrayBufferWriter<byte>();

        EventJson.WriteLine(
            new Recorded(7, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1), 9, "Said", """{"text": "\u00e4"}"""u8.ToArray(), null)
            {
                TypeVersion = 2,
            },
            line);

        Assert.Equal(
            """{"seq":7,"time":"2026-01-02T03:04:05.0000001+00:00","guild":"9","type":"Said","version":2,"data":{"text": "\u00e4"}}""" + "\n",
            Encoding.UTF8.GetString(line.WrittenSpan));
    }
}
