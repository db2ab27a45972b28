using System.Text;
using Bingobot.Discord.Gateway.WebSockets;

namespace Bingobot.Discord.Tests.Gateway.WebSockets;

/// <summary>Feeds a reader with bytes in parts, and takes down what it gives.</summary>
internal static class ReaderRun
{
    public const int MostBytes = 1024 * 1024;

    /// <summary>A message, copied.</summary>
    internal sealed record Read(SocketOpcode Kind, string Payload)
    {
        public static Read Of(SocketOpcode kind, ReadOnlySpan<byte> payload) => new(kind, Convert.ToHexString(payload));

        public static Read Text(string text) => Of(SocketOpcode.Text, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What is read of bytes that come in parts that end at the given places.</summary>
    public static List<Read> All(ReadOnlySpan<byte> bytes, IEnumerable<int> cuts, int mostBytes = MostBytes)
    {
        using var reader = new MessageReader(mostBytes);
        return All(reader, bytes, cuts);
    }

    public static List<Read> All(MessageReader reader, ReadOnlySpan<byte> bytes, IEnumerable<int> cuts)
    {
        List<Read> read = [];
        var at = 0;
        foreach (var cut in cuts.Append(bytes.Length).Order())
        {
            while (at < cut)
            {
                var part = bytes[at..cut];
                var free = reader.Reserve().Span;
                part = part[..Math.Min(part.Length, free.Length)];
                part.CopyTo(free);
                reader.Advance(part.Length);
                at += part.Length;
                while (reader.TryRead(out var message))
                    read.Add(Read.Of(message.Kind, message.Payload.Span));
            }
        }
        return read;
    }
}
