using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;

namespace Bingobot.Events;

/// <summary>Ids of 22 characters of base64url (128 bits). The bytes that are hashed are described in docs/format.md.</summary>
internal static class Ids
{
    /// <summary>Bytes of an id before it is written as text.</summary>
    public const int Bytes = 16;

    /// <summary>The id of the <paramref name="index"/>th effect that <paramref name="module"/> derives from an event.</summary>
    public static string Effect(string streamId, long sequence, string module, int index) =>
        Hash((byte)'e', streamId, sequence, module, index);

    /// <summary>The <paramref name="index"/>th id that a decision of <paramref name="module"/> asks for at an event.</summary>
    public static string Decided(string streamId, long sequence, string module, int index) =>
        Hash((byte)'i', streamId, sequence, module, index);

    /// <summary>128 bits as text.</summary>
    public static string Write(ReadOnlySpan<byte> id) => Base64Url.EncodeToString(id);

    private static string Hash(byte kind, string streamId, long sequence, string module, int index)
    {
        byte[] text = new byte[1 + Encoding.UTF8.GetByteCount(streamId) + sizeof(long) + sizeof(int)
            + Encoding.UTF8.GetByteCount(module)];
        text[0] = kind;
        int at = 1 + Encoding.UTF8.GetBytes(streamId, text.AsSpan(1));
        BinaryPrimitives.WriteInt64LittleEndian(text.AsSpan(at), sequence);
        BinaryPrimitives.WriteInt32LittleEndian(text.AsSpan(at + sizeof(long)), index);
        Encoding.UTF8.GetBytes(module, text.AsSpan(at + sizeof(long) + sizeof(int)));
        return Write(XxHash128.Hash(text));
    }
}
