using Bingobot.Storage.Postgres.Pages;
using Bingobot.Storage.Postgres.Server;

namespace Bingobot.Storage.Postgres;

/// <summary>
/// The side of a store that writes. Locks are taken in the order writers, wire, gate; the gate is never held while the server is
/// waited for, so that writing goes on in memory while a barrier runs.
/// </summary>
internal sealed class Owner : ITruncatableStore
{
    private const int ReadBytes = 1024 * 1024;
    private const int BeatsInTimeout = 3;

    private readonly Lock _writers = new();
    private readonly Lock _wireGate = new();
    private readonly Lock _gate = new();
    private readonly GuardedWire _wire;
    private readonly PageMemory _memory;
    private readonly string _store;
    private readonly PostgresStoreOptions _options;
    private readonly int _pageBytes;
    private readonly ITimer _heart;
    private volatile bool _disposed;
    private bool _writtenSinceBarrier;

    public Owner(PageWire wire, Connector connector, string store, PostgresStoreOptions options)
    {
        _wire = new GuardedWire(wire, store, connector);
        _store = store;
        _options = options;
        _pageBytes = wire.Opened.PageBytes;
        _memory = new PageMemory(_pageBytes, wire.Opened.Length);
        TimeSpan beat = options.Timeout / BeatsInTimeout;
        _heart = options.TimeProvider.CreateTimer(static owner => ((Owner)owner!).Beat(), this, beat, beat);
    }

    public long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(PostgresStore));
            lock (_gate)
                return _memory.Length;
        }
    }

    public int Read(long offset, Span<byte> destination)
    {
        ThrowIfUnusable();
        int count;
        long first;
        long last;
        byte[][] pages;
        (long First, long Last)? missing;
        lock (_gate)
        {
            count = (int)Math.Clamp(_memory.Length - offset, 0, Math.Min(destination.Length, ReadBytes));
            if (count == 0)
                return 0;
            (first, last) = (offset / _pageBytes, (offset + count - 1) / _pageBytes);
            pages = new byte[last - first + 1][];
            missing = CollectUnsynchronized(first, pages);
        }

        if (missing is { } range)
        {
            lock (_wireGate)
                Load(range.First, range.Last, (page, bytes) => pages[page - first] ??= bytes);
        }

        PageCopy.From(pages, first, _pageBytes, offset, destination[..count]);
        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        if (source.Length > PageLayout.MaxLength - offset)
            throw new IOException($"The store '{_store}' in PostgreSQL is full: it holds at most {PageLayout.MaxLength} bytes.");
        lock (_writers)
        {
            ThrowIfUnusable();
            if (source.IsEmpty)
                return;
            ExtendUnsynchronized(offset);
            for (int done = 0; done < source.Length;)
            {
                long page = (offset + done) / _pageBytes;
                int start = (int)((offset + done) % _pageBytes);
                ReadOnlySpan<byte> part = source.Slice(done, Math.Min(_pageBytes - start, source.Length - done));
                byte[] bytes = part.Length == _pageBytes ? new byte[_pageBytes] : CopyOf(page);
                part.CopyTo(bytes.AsSpan(start));
                done += part.Length;
                PutUnsynchronized(page, bytes, offset + done);
            }
        }
    }

    public void SetLength(long length)
    {
        if (length > PageLayout.MaxLength)
            throw new IOException($"The store '{_store}' in PostgreSQL is full: it holds at most {PageLayout.MaxLength} bytes.");
        lock (_writers)
        {
            ThrowIfUnusable();
            if (length >= Length)
            {
                ExtendUnsynchronized(length);
                return;
            }

            int within = (int)(length % _pageBytes);
            byte[]? lastPage = within == 0 ? null : CopyOf(length / _pageBytes);
            lastPage?.AsSpan(within).Clear();
            lock (_gate)
            {
                _memory.CutTo(length);
                if (lastPage is not null)
                    _memory.Put(length / _pageBytes, lastPage, length);
            }
        }
    }

    public void Barrier()
    {
        lock (_wireGate)
        {
            ThrowIfUnusable();
            SendUnsynchronized(commit: true);
        }
    }

    public void Dispose()
    {
        _heart.Dispose();
        lock (_wireGate)
        {
            if (_disposed)
                return;
            _disposed = true;
            CutForGoodUnsynchronized();
            _wire.Dispose();
        }
    }

    /// <summary>What the memory has of the pages; the range that the server must be asked for.</summary>
    private (long First, long Last)? CollectUnsynchronized(long first, byte[][] pages)
    {
        (long First, long Last)? missing = null;
        for (int i = 0; i < pages.Length; i++)
        {
            if (_memory.TryFind(first + i, out byte[]? bytes))
                pages[i] = bytes;
            else
                missing = (missing?.First ?? first + i, first + i);
        }

        return missing;
    }

    /// <summary>Pages of zeros up to a length, so that a page without a row is known to be damage.</summary>
    private void ExtendUnsynchronized(long length)
    {
        long present = Length;
        for (long page = PageLayout.PageCount(present, _pageBytes); page * _pageBytes < length; page++)
            PutUnsynchronized(page, PageLayout.Zeros, Math.Min(length, (page + 1) * _pageBytes));
        if (length > present)
        {
            lock (_gate)
            {
                _memory.Extend(length);
                _writtenSinceBarrier = true;
            }
        }
    }

    private void PutUnsynchronized(long page, byte[] bytes, long end)
    {
        bool tooMuch;
        lock (_gate)
        {
            _memory.Put(page, bytes, end);
            _writtenSinceBarrier = true;
            tooMuch = _memory.PendingBytes > _options.PendingBytes;
        }

        if (!tooMuch)
            return;
        lock (_wireGate)
        {
            ThrowIfUnusable();
            SendUnsynchronized(commit: false);
        }
    }

    private byte[] CopyOf(long page)
    {
        byte[]? bytes;
        lock (_gate)
            _memory.TryFind(page, out bytes);
        if (bytes is null)
        {
            lock (_wireGate)
                Load(page, page, (_, loaded) => bytes = loaded);
        }

        byte[] copy = new byte[_pageBytes];
        bytes!.CopyTo(copy, 0);
        return copy;
    }

    /// <summary>Reads pages that are the server's to know; under the wire's lock.</summary>
    private void Load(long first, long last, Action<long, byte[]> take)
    {
        ThrowIfUnusable();
        FetchedPages fetched = _wire.Fetch(first, last);
        lock (_gate)
        {
            for (long page = first; page <= last; page++)
            {
                if (!_memory.TryFind(page, out byte[]? bytes))
                {
                    bytes = _wire.BytesOf(fetched, page);
                    _memory.Fetched(page, bytes);
                }

                take(page, bytes);
            }
        }
    }

    private void SendUnsynchronized(bool commit)
    {
        PageSet set;
        long length;
        lock (_gate)
        {
            set = _memory.BeginSending();
            length = _memory.Length;
            if (commit)
                _writtenSinceBarrier = false;
        }

        _wire.Send(set, length, commit);
        lock (_gate)
            _memory.Sent();
    }

    private void Beat()
    {
        // Whoever has the wire shows the server that the owner lives.
        if (!_wireGate.TryEnter())
            return;
        try
        {
            if (!_disposed)
                _wire.Beat();
        }
        finally
        {
            _wireGate.Exit();
        }
    }

    /// <summary>
    /// A store cut after its last barrier is cut for good, since nothing is lost by it; writes without a barrier are dropped.
    /// </summary>
    private void CutForGoodUnsynchronized()
    {
        if (_wire.HasFailed || !_memory.HasPending || _writtenSinceBarrier)
            return;
        try
        {
            SendUnsynchronized(commit: true);
        }
        catch (StoreFailedException)
        {
            // The store stays longer than it had to be.
            return;
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(PostgresStore));
        _wire.ThrowIfFailed();
    }
}
