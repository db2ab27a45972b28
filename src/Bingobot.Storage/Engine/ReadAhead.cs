using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>
/// Reads the raw bytes that a reader comes to next into a ring of chunks, on a thread of the pool, for as long as the ring has
/// room. Nothing is verified here, and nothing told: bytes that could not be read are not there, and the reader reads them
/// itself. One reader takes the chunks, in order; when anything is wrong it ends this and goes on without.
/// Thread-safe; neither lock nor gate is held while the store is read.
/// </summary>
internal sealed class ReadAhead : IThreadPoolWorkItem
{
    private const int SpinsForRead = 50;

    /// <summary>The part of a block that is left free for a record that begins, or ends, in the block before.</summary>
    private const int RoomPart = 8;

    private readonly object _changed = new();
    private readonly RecordReader _records;
    private readonly StoreReads _reads;
    private readonly Action<IThreadPoolWorkItem> _schedule;
    private readonly Chunk?[] _ring;
    private readonly bool _forward;
    private readonly int _roomBytes;
    private readonly int _readBytes;
    private readonly long _end;
    private long _next;
    private int _first;
    private volatile int _filled;

    /// <summary>Whether a thread of the pool has been asked for and has not ended.</summary>
    private bool _isScheduled;
    private volatile bool _isReading;
    private bool _isFailed;
    private bool _isEnded;

    /// <param name="records">Reads the store.</param>
    /// <param name="reads">Told of each read.</param>
    /// <param name="tuning">Sizes.</param>
    /// <param name="start">Position to begin at.</param>
    /// <param name="end">Position to stop at, above or below.</param>
    public ReadAhead(RecordReader records, StoreReads reads, EngineTuning tuning, long start, long end)
    {
        (_records, _reads, _schedule) = (records, reads, tuning.Schedule);
        (_next, _end, _forward) = (start, end, end > start);
        _ring = new Chunk?[tuning.ReadAheadBlocks];
        _roomBytes = tuning.ReadBytes / RoomPart;
        _readBytes = tuning.ReadBytes - _roomBytes;
    }

    /// <summary><see cref="StackEngine.Descents"/> at the beginning: while it is the same, what is read is what the stack has.</summary>
    public required long Descents { get; init; }

    /// <summary>Where the documents begin.</summary>
    public required Mark Head { get; init; }

    private bool IsWhole => _next == _end;

    /// <summary>The next block, as it was read; it stays here. Waits for its read where that has begun; else reads it now.</summary>
    /// <returns>Null after the last one, and where reading failed.</returns>
    public Chunk? Peek()
    {
        while (true)
        {
            SpinWhileReading();
            lock (_changed)
            {
                while (_filled == 0 && _isReading)
                    Monitor.Wait(_changed);
                if (_filled > 0)
                    return _ring[_first];
                if (_isFailed || IsWhole)
                    return null;
            }

            TryReadNext(isScheduled: false);
        }
    }

    /// <summary>Takes the block that <see cref="Peek"/> showed in exchange for another one, whose content is not needed any more.</summary>
    public void Exchange(ref Chunk chunk)
    {
        // A long document made it large; that is not kept.
        if (chunk.IsLargerThan(2 * (_readBytes + _roomBytes)))
            chunk.Return();
        lock (_changed)
        {
            (chunk, _ring[_first]) = (_ring[_first]!, chunk);
            _first = (_first + 1) % _ring.Length;
            _filled--;
        }
    }

    /// <summary>Has a thread of the pool go on, where half the ring is free and none is at it.</summary>
    public void Go()
    {
        lock (_changed)
        {
            if (_isScheduled || _isFailed || IsWhole || _filled > _ring.Length / 2)
                return;
            _isScheduled = true;
        }

        _schedule(this);
    }

    /// <summary>Ends it, and gives the memory back; what is being read just now, by whoever reads it.</summary>
    public void End()
    {
        lock (_changed)
        {
            _isEnded = true;
            int reading = _isReading ? Free : -1;
            for (int i = 0; i < _ring.Length; i++)
            {
                if (i != reading)
                    _ring[i]?.Return();
            }
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        while (TryReadNext(isScheduled: true))
        {
        }
    }

    /// <summary>Where the block that is read next belongs in the ring.</summary>
    private int Free => (_first + _filled) % _ring.Length;

    /// <returns>False where there is nothing to read now; what was scheduled ends then.</returns>
    private bool TryReadNext(bool isScheduled)
    {
        Chunk chunk;
        lock (_changed)
        {
            if (_isReading || _isFailed || _isEnded || IsWhole || _filled == _ring.Length)
            {
                _isScheduled &= !isScheduled;
                return false;
            }

            _isReading = true;
            chunk = _ring[Free] ??= new Chunk();
        }

        bool isRead = TryRead(chunk);
        lock (_changed)
        {
            _isReading = false;
            _isFailed = !isRead;
            if (_isEnded)
                chunk.Return();
            else if (isRead)
                (_filled, _next) = (_filled + 1, _forward ? chunk.SpaceEnd : chunk.SpaceStart);
            Monitor.PulseAll(_changed);
        }

        return true;
    }

    private bool TryRead(Chunk chunk)
    {
        if (!_reads.TryBegin())
            return false;
        try
        {
            int bytes = (int)Math.Min(_readBytes, Math.Abs(_end - _next));
            long start = _forward ? _next : _next - bytes;
            Span<byte> space = _forward
                ? chunk.RentSpace(bytes, start, leadChain: 0, roomBefore: _roomBytes)
                : chunk.RentSpace(bytes, start, Head.Chain, roomAfter: _roomBytes);
            _records.ReadExactly(start, space);
            return true;
        }
        catch (Exception)
        {
            // The reader reads the same again by itself, and throws.
            return false;
        }
        finally
        {
            _reads.End();
        }
    }

    /// <summary>Sleeping and waking take longer than reading a block does.</summary>
    private void SpinWhileReading()
    {
        var spinner = default(SpinWait);
        for (int i = 0; i < SpinsForRead && _filled == 0 && _isReading; i++)
            spinner.SpinOnce(sleep1Threshold: -1);
    }
}
