namespace Bingobot.Storage.Tests.Buffer;

/// <summary>A store whose reads a test looks at, changes, fails or holds, by the thread that reads.</summary>
internal sealed class WatchedStore(IBackingStore inner) : IBackingStore
{
    private readonly int _testThread = Environment.CurrentManagedThreadId;
    private int _reading;
    private long _readsByOthers;

    /// <summary>Called before a read with its offset, and whether it is another thread's than the test's.</summary>
    public Action<long, bool>? BeforeRead { get; set; }

    /// <summary>Called after a read with its offset and what was read, and whether it is another thread's.</summary>
    public SpanAction? AfterRead { get; set; }

    public long ReadsByOthers => Volatile.Read(ref _readsByOthers);

    /// <summary>Whether it was disposed while somebody read.</summary>
    public bool DisposedBeneathARead { get; private set; }

    public bool IsDisposed { get; private set; }

    public long Length => inner.Length;

    public delegate void SpanAction(long offset, Span<byte> read, bool byOther);

    public int Read(long offset, Span<byte> destination)
    {
        bool byOther = Environment.CurrentManagedThreadId != _testThread;
        if (byOther)
            Interlocked.Increment(ref _readsByOthers);
        Interlocked.Increment(ref _reading);
        try
        {
            BeforeRead?.Invoke(offset, byOther);
            int read = inner.Read(offset, destination);
            AfterRead?.Invoke(offset, destination[..read], byOther);
            return read;
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> source) => inner.Write(offset, source);

    public void Barrier() => inner.Barrier();

    public void Dispose()
    {
        IsDisposed = true;
        DisposedBeneathARead = Volatile.Read(ref _reading) > 0;
        inner.Dispose();
    }
}
