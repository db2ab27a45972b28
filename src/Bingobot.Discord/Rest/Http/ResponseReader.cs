using System.Buffers;

namespace Bingobot.Discord.Rest.Http;

/// <summary>Reads the body of an answer into a rented buffer, as far as it may be large.</summary>
internal static class ResponseReader
{
    private const int FirstBuffer = 4 * 1024;

    /// <summary>Reads all; returns a buffer of the shared pool, and how much of it is filled.</summary>
    /// <returns>Null where it is larger than <paramref name="most"/> bytes.</returns>
    public static async ValueTask<(byte[] Rented, int Length)?> ReadAsync(
        HttpContent content, int most, CancellationToken cancellationToken)
    {
        var told = content.Headers.ContentLength;
        if (told > most)
            return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(told + 1 ?? FirstBuffer, 1));
        var length = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
                if (length > most)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return null;
                }
                if (length == buffer.Length)
                    buffer = Larger(buffer, most);
            }
            return (buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>A buffer twice as large with the same in it, but not much larger than what may be read.</summary>
    private static byte[] Larger(byte[] buffer, int most)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, most + 1L));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
