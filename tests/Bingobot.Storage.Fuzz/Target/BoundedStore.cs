namespace Bingobot.Storage.Fuzz.Target;

/// <summary>The store has no more room.</summary>
public sealed class StoreFullException() : IOException("The store is full.");

/// <summary>A store in memory that has little room and counts what is asked of it.</summary>
public sealed class BoundedStore : ITruncatableStore
{
    private const int Room = 1024 * 1024;
    private const int UsualReads = 200;
    private const int BytesPerRead = 4;

    private readonly MemoryStore _inner = new();
    private readonly long _capacity;
    private readonly long _mostReads;
    private long _reads;

    public BoundedStore(ReadOnlySpan<byte> bytes)
    {
        _inner.Write(0, bytes);
        _capacity = Math.Max(bytes.Length, Stores.Layout.DocumentsOffset) + Room;
        _mostReads = UsualReads + (bytes.Length / BytesPerRead);
    }

    public long Writes { get; private set; }

    /// <summary>Set when more was read than any use of so few bytes takes: an endless loop, cut off by an exception.</summary>
    public bool IsReadTooOften => _reads > _mostReads;

    public long Length => _inner.Length;

    /// <summary>The next part of a test may read as often again.</summary>
    public void ForgetReads() => _reads = 0;

    public byte[] ToArray() => _inner.ToArray();

    public int Read(long offset, Span<byte> destination)
    {
        _reads++;
        if (IsReadTooOften)
            throw new FuzzFailureException($"More than {_mostReads} reads of a store of {Length} bytes.");
        return _inner.Read(offset, destination);
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        Writes++;
        if (offset > _capacity - source.Length)
            throw new StoreFullException();
        _inner.Write(offset, source);
    }

    public void Barrier()
    {
        Writes++;
        _inner.Barrier();
    }

    public void SetLength(long length)
    {
        Writes++;
        _inner.SetLength(length);
    }

    public void Dispose() => _inner.Dispose();
}
