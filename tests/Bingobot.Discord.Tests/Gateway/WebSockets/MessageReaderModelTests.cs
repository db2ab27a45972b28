using Bingobot.Discord.Gateway.WebSockets;
using CsCheck;
using static Bingobot.Discord.Tests.Gateway.WebSockets.ReaderRun;

namespace Bingobot.Discord.Tests.Gateway.WebSockets;

public sealed class MessageReaderModelTests
{
    private const int Limit = 200_000;

    private static readonly Gen<int> Length = Gen.Frequency(
        (6, Gen.Int[0, 300]), (1, Gen.OneOf(125, 126, 65_535, 65_536)), (1, Gen.Int[0, 140_000]));

    /// <summary>A message in parts, each with the pings that come before it.</summary>
    private static readonly Gen<Sent> AnyMessage = Gen.Select(
        Gen.Bool, Length, Gen.Int[0, 3].Array[0, 4], Gen.Double[0, 1].Array[0, 4], static (isText, length, pings, cuts) => new Sent(isText, length, pings, cuts));

    private sealed record Sent(bool IsText, int Length, int[] Pings, double[] Cuts)
    {
        private byte[] Payload => [.. Enumerable.Range(0, Length).Select(i => (byte)('a' + ((i + Length) % 26)))];

        public void AddTo(List<byte> wire, List<Read> expected)
        {
            var payload = Payload;
            int[] ends = [.. Cuts.Select(cut => (int)(cut * Length)).Order(), Length];
            var start = 0;
            for (var part = 0; part < ends.Length; part++)
            {
                for (var ping = 0; part > 0 && ping < (part < Pings.Length ? Pings[part] : 0); ping++)
                {
                    wire.AddRange(ServerFrames.Ping($"{part}.{ping}"));
                    expected.Add(Read.Of(SocketOpcode.Ping, System.Text.Encoding.ASCII.GetBytes($"{part}.{ping}")));
                }
                var opcode = part > 0 ? SocketOpcode.Continuation : IsText ? SocketOpcode.Text : SocketOpcode.Binary;
                wire.AddRange(ServerFrames.Of(opcode, payload[start..ends[part]], isFinal: part == ends.Length - 1));
                start = ends[part];
            }
            expected.Add(Read.Of(IsText ? SocketOpcode.Text : SocketOpcode.Binary, payload));
        }
    }

    /// <summary>Whatever is sent, in whichever parts and however the bytes are divided on the way, is what is read.</summary>
    [Fact]
    public void Messages_InAnyPartsAndChunks_AreReadAsSent() =>
        Gen.Select(AnyMessage.Array[1, 8], Gen.Double[0, 1].Array[0, 30]).Sample(
            (messages, cuts) =>
            {
                List<byte> wire = [];
                List<Read> expected = [];
                foreach (var message in messages)
                    message.AddTo(wire, expected);
                Assert.Equal(expected, All(wire.ToArray(), cuts.Select(cut => (int)(cut * wire.Count)), Limit));
            },
            iter: 300);

    /// <summary>
    /// Damaged bytes are read or refused with a code, never anything else; each message takes bytes, so that there is no end without
    /// end; and what is held stays below what a message may have.
    /// </summary>
    [Fact]
    public void Bytes_Damaged_AreReadOrRefused() =>
        Gen.Select(AnyMessage.Array[1, 3], Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 6], Gen.Double[0, 1].Array[0, 6]).Sample(
            (messages, damages, cuts) =>
            {
                List<byte> wire = [];
                foreach (var message in messages)
                    message.AddTo(wire, []);
                foreach (var (at, value) in damages)
                    wire[(int)(at * (wire.Count - 1))] = value;
                ReadOrRefuse([.. wire], cuts.Select(cut => (int)(cut * wire.Count)));
            },
            iter: 300);

    [Fact]
    public void Bytes_OfAnyKind_AreReadOrRefused() => Gen.Byte.Array[0, 300].Sample(
        static bytes => ReadOrRefuse(bytes, Enumerable.Range(0, bytes.Length)), iter: 20_000);

    private static void ReadOrRefuse(byte[] bytes, IEnumerable<int> cuts)
    {
        using var reader = new MessageReader(Limit);
        try
        {
            Assert.InRange(All(reader, bytes, cuts).Count, 0, bytes.Length / 2);
        }
        catch (SocketViolationException e)
        {
            Assert.Contains(e.Code, new[] { SocketCloseCode.ProtocolError, SocketCloseCode.InvalidPayload, SocketCloseCode.MessageTooBig });
        }
        // The pool's arrays are powers of two.
        Assert.InRange(reader.HeldBytes, 0, 4 * Limit);
    }
}
