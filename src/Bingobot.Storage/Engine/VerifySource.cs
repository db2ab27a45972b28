namespace Bingobot.Storage.Engine;

/// <summary>
/// The store as verifying reads it: what the medium refuses to read is noted and reads as zeros, so that all the rest is still
/// looked at.
/// </summary>
internal sealed class VerifySource(IBackingStore store, CancellationToken cancellation) : IBackingStore
{
    /// <summary>Ranges kept apart, at most; later ones widen the last.</summary>
    private const int MostRanges = 1000;
    private const int SectorBytes = 4 * 1024;
    private readonly List<UnreadableRange> _unreadable = [];

    public IReadOnlyList<UnreadableRange> Unreadable => _unreadable;

    public long Length => store.Length;

    public int Read(long offset, Span<byte> destination)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return store.Read(offset, destination);
        }
        catch (IOException)
        {
            int bytes = (int)Math.Min(destination.Length, Math.Max(0, store.Length - offset));
            for (int done = 0; done < bytes;)
            {
                int sector = (int)Math.Min(bytes - done, SectorBytes - ((offset + done) % SectorBytes));
                ReadSector(offset + done, destination.Slice(done, sector));
                done += sector;
            }

            return bytes;
        }
    }

    /// <summary>Reads until the destination is full or the store ends.</summary>
    public int ReadAll(long offset, Span<byte> destination)
    {
        int done = 0;
        for (int read = -1; read != 0 && done < destination.Length; done += read)
            read = Read(offset + done, destination[done..]);
        return done;
    }

    public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException("Verifying writes nothing.");

    public void Barrier() => throw new NotSupportedException("Verifying writes nothing.");

    /// <summary>The store is the caller's.</summary>
    public void Dispose()
    {
    }

    private void ReadSector(long offset, Span<byte> destination)
    {
        cancellation.ThrowIfCancellationRequested();
        destination.Clear();
        try
        {
            store.Read(offset, destination);
        }
        catch (IOException e)
        {
            Note(offset, offset + destination.Length, e.Message);
        }
    }

    private void Note(long start, long end, string reason)
    {
        int known = _unreadable.FindIndex(range => start <= range.End && end >= range.Start);
        if (known < 0 && _unreadable.Count == MostRanges)
            known = MostRanges - 1;
        if (known < 0)
        {
            _unreadable.Add(new UnreadableRange(start, end, reason));
            return;
        }

        UnreadableRange range = _unreadable[known];
        _unreadable[known] = range with { Start = Math.Min(start, range.Start), End = Math.Max(end, range.End) };
    }
}

/// <summary>Bytes [<paramref name="Start"/>, <paramref name="End"/>) of the store that the medium does not give.</summary>
internal sealed record UnreadableRange(long Start, long End, string Reason);
