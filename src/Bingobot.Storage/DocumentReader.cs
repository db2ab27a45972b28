using System.Runtime.CompilerServices;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Engine;
using Bingobot.Storage.Format;

namespace Bingobot.Storage;

/// <summary>
/// Walks over the documents that a buffer held when the reader was made, with <c>foreach</c>. Holds no lock between documents;
/// pushing, flushing and removing go on meanwhile. For one thread. Allocates nothing per document. After 2 MiB another thread
/// reads ahead of it, where there is another core, until it is disposed.
/// </summary>
public ref struct DocumentReader
{
    private const int FirstBlockBytes = (32 * 1024) - Frame.ChainBytes;

    private readonly DocumentBuffer? _buffer;
    private readonly bool _forward;
    private readonly long _end;
    private readonly Mark _start;
    private readonly Mark _last;
    private long _position;
    private long _passed;
    private long _removalsSeen;
    private bool _isBroken;
    private Chunk? _block;
    private ReadAhead? _ahead;
    private long _aheadFrom;
    private ReadOnlySpan<byte> _current;

    internal DocumentReader(DocumentBuffer buffer, bool forward, Mark start, Mark end, long removals)
    {
        _buffer = buffer;
        _forward = forward;
        _start = start;
        _last = end;
        _position = start.Position;
        _end = end.Position;
        _removalsSeen = removals;
        _aheadFrom = buffer.MostAheadBytes;
    }

    /// <summary>The document; valid until the next <see cref="MoveNext"/> or <see cref="Dispose"/>.</summary>
    public readonly ReadOnlySpan<byte> Current => _current;

    /// <summary>The reader itself, for <c>foreach</c>.</summary>
    /// <returns>The reader.</returns>
    public readonly DocumentReader GetEnumerator() => this;

    /// <summary>Goes to the next document.</summary>
    /// <returns>False after the last one.</returns>
    /// <exception cref="InvalidOperationException">Documents still to be read were removed meanwhile.</exception>
    /// <exception cref="CorruptStoreException">The document on the store is damaged.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was closed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        _current = default;
        if (_buffer is null || _position == _end)
        {
            End();
            return false;
        }

        if (_isBroken || _buffer.Removals != _removalsSeen)
            LookAgain(_buffer);
        if (_forward)
            MoveForward(_buffer);
        else
            MoveBackward(_buffer);
        _passed++;
        return true;
    }

    /// <summary>Gives the reader's memory back; <c>foreach</c> does so by itself.</summary>
    public void Dispose()
    {
        _current = default;
        _block?.Return();
        _block = null;
        EndAhead();
    }

    /// <summary>Bytes of documents that were read before.</summary>
    private readonly long Passed => Math.Abs(_position - _start.Position);

    /// <summary>The boundary that the reader has come to.</summary>
    private readonly Mark Here => _block is null
        ? _start
        : new Mark(_position, _block.ChainAt(_position), _forward ? _start.Count + _passed : _start.Count - _passed, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MoveForward(DocumentBuffer buffer)
    {
        if (_block is null || _position >= _block.End)
            Load(buffer);
        _current = _block!.DocumentStartingAt(_position);
        _position += _current.Length + Frame.Overhead;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MoveBackward(DocumentBuffer buffer)
    {
        if (_block is null || _position <= _block.Start)
            Load(buffer);
        _current = _block!.DocumentEndingAt(_position);
        _position -= _current.Length + Frame.Overhead;
    }

    /// <summary>Brings the next block. After a failure the reader is of no use any more: what its block holds is not known.</summary>
    private void Load(DocumentBuffer buffer)
    {
        Mark here = Here;
        Chunk block = _block ?? new Chunk();
        _block = null;
        _isBroken = true;
        try
        {
            if (_ahead is null || !buffer.TryLoadAhead(_ahead, ref block, here, _forward ? _last : null, ref _removalsSeen))
                LoadNow(buffer, block, here);
            _block = block;
            _isBroken = false;
        }
        finally
        {
            if (_isBroken)
            {
                block.Return();
                EndAhead();
            }
        }
    }

    private void LoadNow(DocumentBuffer buffer, Chunk block, Mark here)
    {
        EndAhead();
        bool wantAhead = Passed >= _aheadFrom && _aheadFrom > 0;
        _ahead = _forward
            ? buffer.LoadForward(block, here, _last, NextBlockBytes(buffer), wantAhead, ref _removalsSeen)
            : buffer.LoadBackward(block, here, NextBlockBytes(buffer), wantAhead, ref _removalsSeen);
        if (_ahead is null)
            return;

        // Should it be of no use, it is tried again only after as much as was read until now.
        _aheadFrom = 2 * Passed;
        _ahead.Go();
    }

    private void EndAhead()
    {
        _ahead?.End();
        _ahead = null;
    }

    /// <summary>Whether what is still to be read is still there, after something was removed.</summary>
    private void LookAgain(DocumentBuffer buffer)
    {
        if (_isBroken)
            throw new InvalidOperationException("The reader failed before, and cannot go on; make another one.");
        _removalsSeen = buffer.CheckStillThere(_forward ? _last : Here);
    }

    private void End()
    {
        bool hadMore = _block is not null;
        Dispose();
        long end = _forward ? _start.Count + _passed : _start.Count - _passed;
        if (hadMore && end != _last.Count)
            throw RecordReader.Corrupt(_end, $"document {_last.Count} to begin or end here, found {end}");
    }

    /// <summary>
    /// A quarter of what was read before: who wants only some documents has few others verified, who reads on gets large blocks.
    /// </summary>
    private readonly int NextBlockBytes(DocumentBuffer buffer)
    {
        return (int)Math.Min(Math.Max(FirstBlockBytes, Passed / 4), buffer.MostBlockBytes);
    }
}
