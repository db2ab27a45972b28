using System.Buffers.Binary;
using System.Text;
using Bingobot.Discord.Gateway.WebSockets;

namespace Bingobot.Discord.Tests.Gateway.WebSockets;

/// <summary>Frames as a server sends them, written independently of what reads them.</summary>
internal static class ServerFrames
{
    public static byte[] Text(string text, bool isFinal = true) => Of(SocketOpcode.Text, Encoding.UTF8.GetBytes(text), isFinal);

    public static byte[] Continuation(string text, bool isFinal) => Of(SocketOpcode.Continuation, Encoding.UTF8.GetBytes(text), isFinal);

    public static byte[] Ping(string text) => Of(SocketOpcode.Ping, Encoding.UTF8.GetBytes(text));

    public static byte[] Close(int code, string reason = "") =>
        Of(SocketOpcode.Close, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    public static byte[] Of(SocketOpcode opcode, byte[] payload, bool isFinal = true)
    {
        var first = (byte)((isFinal ? 0x80 : 0) | (int)opcode);
        if (payload.Length <= 125)
            return [first, (byte)payload.Length, .. payload];
        if (payload.Length <= 65_535)
            return [first, 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
        return [first, 127, .. length, .. payload];
    }
}
