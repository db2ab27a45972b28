using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;

namespace Bingobot.Storage;

/// <summary>
/// Walks over the documents that a buffer held when the reader was made, with <c>foreach</c>. Holds no lock between documents;
/// pushing, flushing and removing go on meanwhile. For one thread. Allocates nothing per document.
/// </summary>
public ref struct DocumentReader
{
    private readonly DocumentBuffer? _buffer;
    private readonly bool _forward;
    private readonly long _end;
    private Mark _here;
    private Mark _mustStay;
    private long _removalsSeen;
    private Chunk? _block;
    private ReadOnlySpan<byte> _current;

    internal DocumentReader(DocumentBuffer buffer, bool forward, Mark start, Mark end, long removals)
    {
        _buffer = buffer;
        _forward = forward;
        _here = start;
        _end = end.Position;
        _mustStay = forward ? end : start;
        _removalsSeen = removals;
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
    public bool MoveNext()
    {
        _current = default;
        if (_buffer is null || _here.Position == _end)
        {
            Dispose();
            return false;
        }

        if (_buffer.Removals != _removalsSeen)
            _buffer.CheckStillThere(_mustStay, out _removalsSeen);
        if (_forward)
            MoveForward(_buffer);
        else
            MoveBackward(_buffer);
        return true;
    }

    /// <summary>Gives the reader's memory back; <c>foreach</c> does so by itself.</summary>
    public void Dispose()
    {
        _current = default;
        _block?.Return();
        _block = null;
    }

    private void MoveForward(DocumentBuffer buffer)
    {
        if (_block is null || _here.Position >= _block.End)
        {
            _block ??= new Chunk();
            buffer.LoadForward(_block, _here, _mustStay, ref _removalsSeen);
        }

        _current = _block.DocumentStartingAt(_here.Position);
        long position = _here.Position + _current.Length + Frame.Overhead;
        _here = new Mark(position, _block.ChainAt(position), _here.Count + 1, 0);
    }

    private void MoveBackward(DocumentBuffer buffer)
    {
        if (_block is null || _here.Position <= _block.Start)
        {
            _block ??= new Chunk();
            buffer.LoadBackward(_block, _here, ref _removalsSeen);
        }

        _current = _block.DocumentEndingAt(_here.Position);
        long position = _here.Position - _current.Length - Frame.Overhead;
        _here = new Mark(position, _block.ChainAt(position), _here.Count - 1, 0);
        _mustStay = _here;
    }
}
