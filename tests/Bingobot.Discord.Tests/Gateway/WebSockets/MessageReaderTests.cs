using System.Text;
using Bingobot.Discord.Gateway.WebSockets;
using static Bingobot.Discord.Tests.Gateway.WebSockets.ReaderRun;

namespace Bingobot.Discord.Tests.Gateway.WebSockets;

public sealed class MessageReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(MostBytes)]
    public void Message_OfAnyLength_IsReadWhole(int length)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        Assert.Equal([Read.Of(SocketOpcode.Binary, payload)], All(ServerFrames.Of(SocketOpcode.Binary, payload), cuts: []));
    }

    [Fact]
    public void Messages_CutAtEveryByte_AreTheSame()
    {
        byte[] bytes =
        [
            .. ServerFrames.Text("one"),
            .. ServerFrames.Text(new string('x', 200)),
            .. ServerFrames.Text("größ", isFinal: false),
            .. ServerFrames.Ping("between"),
            .. ServerFrames.Continuation("", isFinal: false),
            .. ServerFrames.Continuation("er", isFinal: true),
            .. ServerFrames.Text(""),
            .. ServerFrames.Close(4009, "timed out"),
        ];
        var whole = All(bytes, cuts: []);
        Assert.Equal(
            [
                Read.Text("one"), Read.Text(new string('x', 200)), Read.Of(SocketOpcode.Ping, "between"u8), Read.Text("größer"),
                Read.Text(""), Read.Of(SocketOpcode.Close, [0x0f, 0xa9, .. "timed out"u8]),
            ],
            whole);
        for (var first = 0; first <= bytes.Length; first++)
            Assert.Equal(whole, All(bytes, [first]));
        Assert.Equal(whole, All(bytes, Enumerable.Range(1, bytes.Length)));
    }

    [Fact]
    public void Text_WhoseCharacterIsCutBetweenParts_IsReadWhole()
    {
        var euro = Encoding.UTF8.GetBytes("€");
        byte[] bytes =
        [
            .. ServerFrames.Of(SocketOpcode.Text, euro[..1], isFinal: false),
            .. ServerFrames.Ping(""),
            .. ServerFrames.Of(SocketOpcode.Continuation, euro[1..], isFinal: true),
        ];
        Assert.Equal([Read.Of(SocketOpcode.Ping, []), Read.Text("€")], All(bytes, cuts: []));
    }

    public static TheoryData<string, int, byte[]> Violations => new()
    {
        { "a reserved bit", 1002, [0xc1, 0] },
        { "the second reserved bit", 1002, [0xa1, 0] },
        { "the third reserved bit", 1002, [0x91, 0] },
        { "a reserved opcode", 1002, [0x83, 0] },
        { "another reserved opcode", 1002, [0x87, 0] },
        { "a reserved control opcode", 1002, [0x8b, 0] },
        { "the last control opcode", 1002, [0x8f, 0] },
        { "a masked frame", 1002, [0x81, 0x80, 1, 2, 3, 4] },
        { "a control frame in parts", 1002, [0x09, 0] },
        { "a long ping", 1002, [0x89, 126, 0, 126] },
        { "a long close", 1002, [0x88, 127, 0, 0, 0, 0, 0, 0, 0, 1] },
        { "a continuation of nothing", 1002, [0x80, 0] },
        { "an unfinished continuation of nothing", 1002, [0x00, 0] },
        { "a continuation after a whole message", 1002, [0x81, 1, 0x61, 0x80, 0] },
        { "a text within a text", 1002, [0x01, 0, 0x81, 0] },
        { "a binary within a text", 1002, [0x01, 0, 0x02, 0] },
        { "a negative length", 1002, [0x82, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] },
        { "a length beyond the limit", 1009, [0x82, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] },
        { "a length just beyond the limit", 1009, [0x82, 127, 0, 0, 0, 0, 0, 0x10, 0, 1] },
        { "a text that is not UTF-8", 1007, [0x81, 2, 0xc3, 0x28] },
        { "a text that ends within a character", 1007, [0x81, 1, 0xc3] },
        { "a surrogate in a text", 1007, [0x81, 3, 0xed, 0xa0, 0x80] },
        { "a text in parts that is not UTF-8", 1007, [0x01, 1, 0xc3, 0x80, 1, 0x28] },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void Violation_IsRefusedWithItsCode(string what, int code, byte[] bytes)
    {
        var e = Assert.Throws<SocketViolationException>(() => All(bytes, cuts: []));
        Assert.Equal(code, e.Code);
        // However it is divided, and whatever came before.
        byte[] behind = [.. ServerFrames.Text("before"), .. bytes];
        for (var cut = 1; cut < behind.Length; cut++)
            Assert.Equal(code, Assert.Throws<SocketViolationException>(() => All(behind, [cut])).Code);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Parts_ThatAreTogetherTooLong_AreRefused()
    {
        byte[] bytes = [.. ServerFrames.Text(new string('x', 60), isFinal: false), .. ServerFrames.Continuation(new string('x', 41), isFinal: true)];
        var e = Assert.Throws<SocketViolationException>(() => All(bytes, cuts: [], mostBytes: 100));
        Assert.Equal(SocketCloseCode.MessageTooBig, e.Code);
    }

    [Fact]
    public void LongMessage_ThatIsOnlySaidToCome_TakesNoMemory()
    {
        using var reader = new MessageReader(512 * 1024 * 1024);
        byte[] head = [0x82, 127, 0, 0, 0, 0, 0x1f, 0xff, 0xff, 0xff];
        All(reader, head, cuts: []);
        All(reader, new byte[100_000], cuts: []);
        Assert.InRange(reader.HeldBytes, 1, 512 * 1024);
    }

    [Fact]
    public void LongMessage_OnceRead_GivesItsMemoryBack()
    {
        using var reader = new MessageReader(16 * 1024 * 1024);
        All(reader, ServerFrames.Of(SocketOpcode.Binary, new byte[10_000_000]), cuts: []);
        Assert.True(reader.HeldBytes > 10_000_000);
        Assert.Equal([Read.Text("small")], All(reader, ServerFrames.Text("small"), cuts: []));
        Assert.Equal(MessageReader.BufferBytes, reader.HeldBytes);
    }

    [Fact]
    public void Messages_ManyInOneRead_AreNotCopiedAndAllocateNothing()
    {
        using var reader = new MessageReader(MostBytes);
        byte[] frames = [.. Enumerable.Repeat(ServerFrames.Text(new string('x', 1000)), 60).SelectMany(static frame => frame)];
        ReadAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 0;
        for (var round = 0; round < 100; round++)
            count += ReadAll();
        Assert.Equal(6000, count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);

        int ReadAll()
        {
            var reserved = reader.Reserve();
            frames.CopyTo(reserved);
            reader.Advance(frames.Length);
            var inPlace = 0;
            while (reader.TryRead(out var message))
            {
                if (reserved.Span.Overlaps(message.Payload.Span))
                    inPlace++;
            }
            return inPlace;
        }
    }
}
