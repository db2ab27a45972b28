using System.Buffers.Binary;

namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>The head of a frame that a server sent. See <see href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2"/>.</summary>
/// <param name="Opcode">What the frame carries.</param>
/// <param name="IsFinal">Whether the message ends with it.</param>
/// <param name="Bytes">Its own bytes, before the payload.</param>
/// <param name="Length">The bytes of the payload.</param>
internal readonly record struct FrameHead(SocketOpcode Opcode, bool IsFinal, int Bytes, long Length)
{
    /// <summary>The longest head without a mask.</summary>
    public const int MostBytes = 10;

    /// <summary>The longest payload of a close, a ping or a pong.</summary>
    public const int MostControlBytes = 125;

    private const int FinalBit = 0x80;
    private const int ReservedBits = 0x70;
    private const int OpcodeBits = 0x0f;
    private const int MaskBit = 0x80;
    private const int LengthBits = 0x7f;
    private const int TwoByteLength = 126;
    private const int EightByteLength = 127;

    public bool IsControl => IsControlOpcode(Opcode);

    /// <summary>Reads it from the front; false where there is more of it to come.</summary>
    /// <exception cref="SocketViolationException">A server may not send that.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHead head)
    {
        head = default;
        if (bytes.Length < 2)
            return false;
        var opcode = (SocketOpcode)(bytes[0] & OpcodeBits);
        var isFinal = (bytes[0] & FinalBit) != 0;
        var length = bytes[1] & LengthBits;
        Check(opcode, isFinal, length, hasReserved: (bytes[0] & ReservedBits) != 0, isMasked: (bytes[1] & MaskBit) != 0);
        if (length < TwoByteLength)
        {
            head = new FrameHead(opcode, isFinal, 2, length);
            return true;
        }
        return TryReadLong(bytes, opcode, isFinal, length, out head);
    }

    private static bool TryReadLong(ReadOnlySpan<byte> bytes, SocketOpcode opcode, bool isFinal, int length, out FrameHead head)
    {
        head = default;
        if (length == TwoByteLength)
        {
            if (bytes.Length < 4)
                return false;
            head = new FrameHead(opcode, isFinal, 4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
            return true;
        }
        if (bytes.Length < MostBytes)
            return false;
        var given = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        if (given < 0)
            throw SocketViolationException.Of("A length with its highest bit set.");
        head = new FrameHead(opcode, isFinal, MostBytes, given);
        return true;
    }

    private static void Check(SocketOpcode opcode, bool isFinal, int length, bool hasReserved, bool isMasked)
    {
        if (hasReserved)
            throw SocketViolationException.Of("A frame with reserved bits, though no extension was asked for.");
        if (isMasked)
            throw SocketViolationException.Of("A masked frame from a server.");
        if (!IsControlOpcode(opcode))
        {
            if (opcode > SocketOpcode.Binary)
                throw SocketViolationException.Of("A frame with a reserved opcode.");
            return;
        }
        if (opcode > SocketOpcode.Pong)
            throw SocketViolationException.Of("A frame with a reserved opcode.");
        if (!isFinal)
            throw SocketViolationException.Of("A control frame in parts.");
        if (length > MostControlBytes)
            throw SocketViolationException.Of("A control frame that is too long.");
    }

    private static bool IsControlOpcode(SocketOpcode opcode) => opcode >= SocketOpcode.Close;
}
