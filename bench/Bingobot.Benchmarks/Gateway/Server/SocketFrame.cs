using System.Buffers;
using System.Buffers.Binary;

namespace Bingobot.Benchmarks.Gateway.Server;

/// <summary>Frames of a WebSocket as a server sends them. See <see href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2"/>.</summary>
internal static class SocketFrame
{
    private const byte Final = 0x80;
    private const byte Text = 1;
    private const byte Binary = 2;
    private const byte TwoByteLength = 126;
    private const byte EightByteLength = 127;

    public static void WriteHeader(IBufferWriter<byte> to, int length, bool isBinary)
    {
        Span<byte> header = to.GetSpan(10);
        header[0] = (byte)(Final | (isBinary ? Binary : Text));
        if (length < TwoByteLength)
        {
            header[1] = (byte)length;
            to.Advance(2);
        }
        else if (length <= ushort.MaxValue)
        {
            header[1] = TwoByteLength;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
            to.Advance(4);
        }
        else
        {
            header[1] = EightByteLength;
            BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
            to.Advance(10);
        }
    }
}
