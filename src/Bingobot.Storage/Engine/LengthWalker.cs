using System.Buffers;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>
/// Finds a document by its number, hopping from length to length over stored records in either direction. What it finds is
/// proven only by whoever reads on from there.
/// </summary>
internal sealed class LengthWalker(RecordReader records, long head, long end, int readBytes, OrdinalIndex index)
    : IDisposable
{
    private readonly byte[] _window = ArrayPool<byte>.Shared.Rent(Math.Max(readBytes, Frame.LengthBytes));
    private long _windowStart;
    private int _windowBytes;

    public long Forward(long ordinal, long position, long target)
    {
        while (ordinal < target)
        {
            if (position + Frame.Overhead > end)
                throw RecordReader.Corrupt(position, $"document {target}, found the end after {ordinal}");
            position += FrameBytes(position, ahead: true);
            if (position > end)
                throw RecordReader.Corrupt(position, $"document {ordinal} to end at or before {end}");
            ordinal++;
            index.Note(ordinal, position);
        }

        return position;
    }

    public long Backward(long ordinal, long position, long target)
    {
        while (ordinal > target)
        {
            if (position - Frame.Overhead < head)
                throw RecordReader.Corrupt(position, $"document {target}, found the beginning after {ordinal}");
            position -= FrameBytes(position - Frame.TrailerBytes, ahead: false);
            if (position < head)
                throw RecordReader.Corrupt(head, $"document {ordinal - 1} to start at or after {head}");
            ordinal--;
            index.Note(ordinal, position);
        }

        return position;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_window);

    private long FrameBytes(long lengthAt, bool ahead)
    {
        if (lengthAt < _windowStart || lengthAt + Frame.LengthBytes > _windowStart + _windowBytes)
        {
            long start = ahead ? lengthAt : Math.Max(head, lengthAt + Frame.LengthBytes - _window.Length);
            _windowBytes = (int)Math.Min(_window.Length, end - start);
            _windowStart = start;
            records.ReadExactly(start, _window.AsSpan(0, _windowBytes));
        }

        uint length = Frame.ReadLength(_window.AsSpan((int)(lengthAt - _windowStart)));
        return length <= Frame.MaxDocumentBytes
            ? length + Frame.Overhead
            : throw RecordReader.Corrupt(lengthAt, $"the length of a record that fits, found {length}");
    }
}
