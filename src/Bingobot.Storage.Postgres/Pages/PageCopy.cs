namespace Bingobot.Storage.Postgres.Pages;

/// <summary>Copies a range of bytes out of pages.</summary>
internal static class PageCopy
{
    /// <param name="pages">The pages that the range lies in; an empty one is zeros.</param>
    /// <param name="first">The number of the first of them.</param>
    /// <param name="pageBytes">The page size.</param>
    /// <param name="offset">Where the range starts in the store.</param>
    /// <param name="destination">Takes the whole range.</param>
    public static void From(ReadOnlySpan<byte[]> pages, long first, int pageBytes, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            byte[] page = pages[(int)((offset / pageBytes) - first)];
            int start = (int)(offset % pageBytes);
            Span<byte> part = destination[..Math.Min(pageBytes - start, destination.Length)];
            if (page.Length == 0)
                part.Clear();
            else
                page.AsSpan(start, part.Length).CopyTo(part);
            destination = destination[part.Length..];
            offset += part.Length;
        }
    }
}
