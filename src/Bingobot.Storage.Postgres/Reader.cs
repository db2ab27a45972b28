using Bingobot.Storage.Postgres.Pages;
using Bingobot.Storage.Postgres.Server;

namespace Bingobot.Storage.Postgres;

/// <summary>
/// The side of a store that only reads. Each call sees one committed state, and keeps nothing: what it reads next may be of a
/// newer one.
/// </summary>
internal sealed class Reader(PageWire openedWire, string store) : ITruncatableStore
{
    private const int ReadBytes = 1024 * 1024;

    private readonly Lock _wireGate = new();
    private readonly GuardedWire _wire = new(openedWire, store, connector: null);
    private bool _disposed;

    public long Length
    {
        get
        {
            lock (_wireGate)
            {
                ObjectDisposedException.ThrowIf(_disposed, typeof(PostgresStore));
                return _wire.FetchLength();
            }
        }
    }

    public int Read(long offset, Span<byte> destination)
    {
        if (destination.IsEmpty || offset >= PageLayout.MaxLength)
            return 0;
        int pageBytes = _wire.Opened.PageBytes;
        int most = (int)Math.Min(Math.Min(destination.Length, ReadBytes), PageLayout.MaxLength - offset);
        long first = offset / pageBytes;
        lock (_wireGate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(PostgresStore));
            FetchedPages fetched = _wire.Fetch(first, (offset + most - 1) / pageBytes);
            int count = (int)Math.Clamp(fetched.Length - offset, 0, most);
            if (count == 0)
                return 0;
            byte[][] pages = new byte[((offset + count - 1) / pageBytes) - first + 1][];
            for (int i = 0; i < pages.Length; i++)
                pages[i] = _wire.BytesOf(fetched, first + i);
            PageCopy.From(pages, first, pageBytes, offset, destination[..count]);
            return count;
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> source) => throw ReadOnly();

    public void SetLength(long length) => throw ReadOnly();

    public void Barrier() => throw ReadOnly();

    public void Dispose()
    {
        lock (_wireGate)
        {
            _disposed = true;
            _wire.Dispose();
        }
    }

    private InvalidOperationException ReadOnly() => new($"The store '{store}' in PostgreSQL was opened read-only.");
}
