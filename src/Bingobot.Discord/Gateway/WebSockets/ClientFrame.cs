using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>
/// Frames as a client sends them: whole, and masked by bytes that nobody can foresee. See
/// <see href="https://www.rfc-editor.org/rfc/rfc6455#section-5.3"/>.
/// </summary>
internal static class ClientFrame
{
    private const int MaskBytes = 4;
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const byte TwoByteLength = 126;
    private const byte EightByteLength = 127;

    /// <summary>A frame with a fresh mask.</summary>
    public static byte[] Create(SocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var headBytes = payload.Length < TwoByteLength ? 2 : payload.Length <= ushort.MaxValue ? 4 : FrameHead.MostBytes;
        var frame = new byte[headBytes + MaskBytes + payload.Length];
        frame[0] = (byte)(Final | (int)opcode);
        if (headBytes == 2)
            frame[1] = (byte)(Masked | payload.Length);
        else if (headBytes == 4)
        {
            frame[1] = Masked | TwoByteLength;
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }
        else
        {
            frame[1] = Masked | EightByteLength;
            BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), payload.Length);
        }

        var mask = frame.AsSpan(headBytes, MaskBytes);
        RandomNumberGenerator.Fill(mask);
        var masked = frame.AsSpan(headBytes + MaskBytes);
        for (var i = 0; i < payload.Length; i++)
            masked[i] = (byte)(payload[i] ^ mask[i % MaskBytes]);
        return frame;
    }
}
