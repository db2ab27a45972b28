using System.Buffers.Binary;
using System.Text.Unicode;

namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>What a close frame carries: a code and a reason, or nothing. See <see href="https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1"/>.</summary>
internal static class ClosePayload
{
    private const int CodeBytes = 2;

    /// <summary>The code; null where the server gave none.</summary>
    /// <exception cref="SocketViolationException">It is no close.</exception>
    public static int? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
            return null;
        if (payload.Length < CodeBytes)
            throw SocketViolationException.Of("A close with half a code.");
        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (!SocketCloseCode.MayBeSent(code))
            throw SocketViolationException.Of("A close with a code that may not be sent.");
        if (!Utf8.IsValid(payload[CodeBytes..]))
            throw new SocketViolationException(SocketCloseCode.InvalidPayload, "A close whose reason is not UTF-8.");
        return code;
    }

    /// <summary>A code and as much of a reason as there is room for.</summary>
    public static byte[] Write(int code, string reason)
    {
        Span<byte> payload = stackalloc byte[FrameHead.MostControlBytes];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        // Whole characters only.
        Utf8.FromUtf16(reason, payload[CodeBytes..], out _, out var written);
        return payload[..(CodeBytes + written)].ToArray();
    }
}
