using System.Runtime.CompilerServices;
using System.Text;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>Notes events of a segment, in their order, for its index. Not synchronized.</summary>
internal sealed class SegmentIndexBuilder
{
    private readonly List<IndexBlock> _blocks = [];
    private readonly List<ulong> _words = [];
    private readonly List<string> _types = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<byte[]> _typesUtf8 = [];
    private readonly HashSet<ulong> _partitions = [];
    private byte[] _lastTypeUtf8 = [];
    private string _lastType = "";
    private ulong _lastTypeBit;
    private ulong _lastPartition;
    private long _first;
    private DocumentPlace _place;
    private long _fromTicks;
    private long _toTicks;
    private ulong _openTypes;
    private int _openEvents;
    private DocumentPlace _end;

    /// <param name="headerBytes">The bytes of the document before the first event; 0 where there is none.</param>
    public SegmentIndexBuilder(int headerBytes = 0)
    {
        if (headerBytes > 0)
            Pass(headerBytes);
    }

    /// <summary>
    /// Goes on from an index that was kept, but for its last block: that one may have been open, and its events are noted again.
    /// </summary>
    /// <param name="index">The index of the events so far; it has a block.</param>
    public SegmentIndexBuilder(SegmentIndex index)
    {
        IndexBlock open = index.Blocks[^1];
        _blocks.AddRange(index.Blocks[..^1]);
        _words.AddRange(index.Words[..open.PartitionsAt]);
        foreach (string type in index.Types)
            AddType(type, Encoding.UTF8.GetBytes(type));
        _end = open.Place;
        Last = open.First - 1;
        IsFromFile = index.IsFromFile;
    }

    /// <summary>Whether some of it was read from a file, rather than made from the events.</summary>
    public bool IsFromFile { get; }

    /// <summary>Where the next document will begin.</summary>
    public DocumentPlace End => _end;

    /// <summary>The last event that was noted; 0 when there is none.</summary>
    public long Last { get; private set; }

    /// <summary>Notes the next event.</summary>
    public void Add(in EventView e, int documentBytes)
    {
        if (_openEvents == 0 || !e.TypeUtf8.SequenceEqual(_lastTypeUtf8))
            NoteType(e.TypeUtf8);
        Add(e.Sequence, e.Time.UtcTicks, e.Partition, documentBytes);
    }

    /// <summary>Notes the next event.</summary>
    public void Add(Recorded e, int documentBytes)
    {
        if (_openEvents == 0 || !ReferenceEquals(e.Type, _lastType))
        {
            NoteType(Encoding.UTF8.GetBytes(e.Type));
            _lastType = e.Type;
        }

        Add(e.Sequence, e.Time.UtcTicks, e.Partition, documentBytes);
    }

    /// <summary>The index of what was noted so far.</summary>
    public SegmentIndex Build(SegmentInfo segment)
    {
        var words = new List<ulong>(_words);
        IndexBlock[] blocks = [.. _blocks];
        if (_openEvents > 0)
            blocks = [.. blocks, Finished(words)];
        return new SegmentIndex(segment, _end, [.. _types], blocks, [.. words]) { IsFromFile = IsFromFile };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(long sequence, long ticks, ulong partition, int documentBytes)
    {
        if (_openEvents == 0)
        {
            (_first, _place, _fromTicks, _toTicks, _openTypes) = (sequence, _end, ticks, ticks, 0);
            _partitions.Add(partition);
            _lastPartition = partition;
        }
        else if (partition != _lastPartition)
        {
            _partitions.Add(partition);
            _lastPartition = partition;
        }

        _fromTicks = Math.Min(_fromTicks, ticks);
        _toTicks = Math.Max(_toTicks, ticks);
        _openTypes |= _lastTypeBit;
        Last = sequence;
        _openEvents++;
        Pass(documentBytes);
        if (_openEvents == IndexBlock.MostEvents || _end.Position - _place.Position >= IndexBlock.MostBytes)
            Close();
    }

    private void Pass(int documentBytes) =>
        _end = new DocumentPlace(_end.Ordinal + 1, _end.Position + documentBytes + DocumentBuffer.DocumentOverheadBytes);

    private void Close()
    {
        _blocks.Add(Finished(_words));
        _partitions.Clear();
        _openEvents = 0;
    }

    private IndexBlock Finished(List<ulong> words)
    {
        int at = words.Count;
        bool isFilter = PartitionSet.Append(_partitions, words);
        return new IndexBlock(_first, Last, _place, _fromTicks, _toTicks, _openTypes, at, words.Count - at, isFilter);
    }

    private void NoteType(ReadOnlySpan<byte> type)
    {
        int number = 0;
        while (number < _typesUtf8.Count && !type.SequenceEqual(_typesUtf8[number]))
        {
            // With many types, a search by name is quicker than one by one.
            if (++number == 8)
            {
                number = NumberOf(Encoding.UTF8.GetString(type));
                break;
            }
        }

        if (number == _typesUtf8.Count)
        {
            AddType(Encoding.UTF8.GetString(type), type.ToArray());
        }

        _lastTypeUtf8 = _typesUtf8[number];
        _lastType = _types[number];
        _lastTypeBit = 1UL << (number & 63);
    }

    private void AddType(string name, byte[] utf8)
    {
        _numbers.Add(name, _types.Count);
        _types.Add(name);
        _typesUtf8.Add(utf8);
    }

    private int NumberOf(string name) => _numbers.TryGetValue(name, out int number) ? number : _typesUtf8.Count;
}
