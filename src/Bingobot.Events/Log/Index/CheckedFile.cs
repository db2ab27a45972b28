using System.Buffers.Binary;
using System.IO.Hashing;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>
/// A small file that can be lost: written whole under a temporary name, renamed, and proven by a sum over all of its bytes.
/// Nothing waits for it to be durable.
/// </summary>
internal static class CheckedFile
{
    private const int SumBytes = 16;
    private const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Writes the file; a reader sees the old one or the new one.</summary>
    /// <exception cref="IOException">The folder refused.</exception>
    public static void Write(IStoreFolder folder, string name, MemoryStream content)
    {
        Span<byte> sum = stackalloc byte[SumBytes];
        Sum(content.GetBuffer().AsSpan(0, (int)content.Length), sum);
        content.Write(sum);
        string temporary = SegmentName.Temporary(name);
        folder.Delete(temporary);
        using (IBackingStore store = folder.OpenWrite(temporary))
            store.Write(0, content.GetBuffer().AsSpan(0, (int)content.Length));
        folder.Rename(temporary, name);
    }

    /// <summary>Reads the file.</summary>
    /// <returns>Its content; null with what is wrong with it; null without where there is none.</returns>
    public static ReadOnlyMemory<byte>? Read(IStoreFolder folder, string name, out string? fault)
    {
        fault = null;
        try
        {
            using IBackingStore store = folder.OpenRead(name);
            long length = store.Length;
            if (length is < SumBytes or > MostBytes)
            {
                fault = $"{length} bytes are none that it can have";
                return null;
            }

            byte[] bytes = new byte[length];
            int read = 0;
            for (int got = -1; read < bytes.Length && got != 0; read += got)
                got = store.Read(read, bytes.AsSpan(read));
            Span<byte> sum = stackalloc byte[SumBytes];
            Sum(bytes.AsSpan(0, bytes.Length - SumBytes), sum);
            if (read == bytes.Length && sum.SequenceEqual(bytes.AsSpan(bytes.Length - SumBytes)))
                return bytes.AsMemory(0, bytes.Length - SumBytes);
            fault = "its sum is wrong";
            return null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
            return null;
        }
    }

    private static void Sum(ReadOnlySpan<byte> bytes, Span<byte> sum)
    {
        UInt128 hash = XxHash128.HashToUInt128(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(sum, (ulong)hash);
        BinaryPrimitives.WriteUInt64LittleEndian(sum[sizeof(ulong)..], (ulong)(hash >> 64));
    }
}
