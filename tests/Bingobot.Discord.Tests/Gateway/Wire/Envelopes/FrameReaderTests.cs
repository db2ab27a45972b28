using System.Text;
using System.Text.Json;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;
using CsCheck;

namespace Bingobot.Discord.Tests.Gateway.Wire.Envelopes;

public sealed class FrameReaderTests
{
    private readonly FrameReader _reader = new();

    [Theory]
    [InlineData("""{"t":"X","s":5,"op":0,"d":{"a":[1,2]}}""", """{"a":[1,2]}""")]
    [InlineData("""{"d": [1, 2] ,"op":0,"s":5,"t":"X"}""", "[1, 2]")]
    [InlineData("""{"op":0,"t":"X","s":5,"d":null}""", "null")]
    [InlineData("""{"op":0,"t":"X","s":5,"d":"x\"}"}""", "\"x\\\"}\"")]
    [InlineData("""{"op":0,"t":"X","s":5,"d":-1.5e3,"e":{"d":2}}""", "-1.5e3")]
    [InlineData("""{"op":0,"t":"X","s":5}""", "")]
    public void Read_FieldsInAnyOrder_FindsTheData(string frame, string data)
    {
        var bytes = Encoding.UTF8.GetBytes(frame);
        var header = _reader.Read(bytes);
        Assert.Equal((GatewayOpcode.Dispatch, 5L, "X"), (header.Op, header.Sequence, header.Type));
        Assert.Equal(data, Encoding.UTF8.GetString(header.DataOf(bytes)));
    }

    [Fact]
    public void Read_SameEventTwice_GivesTheSameString()
    {
        var frame = """{"op":0,"t":"MESSAGE_CREATE","s":5,"d":{}}"""u8;
        Assert.Same(_reader.Read(frame).Type, _reader.Read(frame).Type);
    }

    [Fact]
    public void Read_ManyDifferentEvents_RemembersABoundedNumber()
    {
        for (var i = 0; i < 1000; i++)
            Assert.Equal($"EVENT_{i}", _reader.Read(Encoding.UTF8.GetBytes($$"""{"op":0,"t":"EVENT_{{i}}","s":1}""")).Type);
    }

    [Fact]
    public void Read_NullSequenceAndType_AreAbsent()
    {
        var header = _reader.Read("""{"t":null,"s":null,"op":11,"d":null}"""u8);
        Assert.Equal((GatewayOpcode.HeartbeatAck, null, null), (header.Op, header.Sequence, header.Type));
    }

    [Fact]
    public void Read_NestedTooDeeply_IsMalformed()
    {
        var frame = Encoding.UTF8.GetBytes($$"""{"op":0,"d":{{new string('[', 2000)}}{{new string(']', 2000)}}}""");
        Assert.ThrowsAny<JsonException>(() => _reader.Read(frame));
    }

    [Fact]
    public void Read_AnyDamagedFrame_IsReadOrMalformedButNeverElse()
    {
        var whole = """{"t":"MESSAGE_CREATE","s":5,"op":0,"d":{"content":"a\u00e9\n","n":[1.5e3,true,null]}}"""u8.ToArray();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Array[1, 4].Sample(
            damages =>
            {
                var frame = whole.ToArray();
                foreach (var (at, value, _) in damages)
                    frame[at] = value;
                frame = frame[..damages[0].Item3];
                try
                {
                    var header = new FrameReader().Read(frame);
                    _ = header.DataOf(frame).Length;
                }
                catch (JsonException)
                {
                    return;
                }
            },
            iter: 20_000);
    }
}
