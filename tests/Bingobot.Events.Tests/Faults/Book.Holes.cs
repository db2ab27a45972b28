using System.Text.Json;
using Bingobot.Events.Tests.Samples;

namespace Bingobot.Events.Tests.Faults;

/// <summary>The part of the book that is about events which may be gone: those whose retention is over, and no others.</summary>
internal sealed partial class Book
{
    /// <summary>The events of which a later one of their kind may take the place, by type, partition and value.</summary>
    private readonly Dictionary<(string Type, ulong Partition, string Value), List<long>> _open = [];

    /// <summary>The events whose retention is over: what ends them is recorded.</summary>
    private readonly HashSet<long> _ended = [];

    /// <summary>Events that are kept as long as another: what a timer or an effect came to → what set or derived it, in which module.</summary>
    private readonly Dictionary<long, (long Cause, string Module)> _causes = [];

    /// <summary>The modules that rely on a state which is kept in place of the events up to one.</summary>
    private readonly Dictionary<string, long> _relying = new(StringComparer.Ordinal);

    /// <summary>Events that came and went within one run.</summary>
    private readonly HashSet<long> _unseen = [];
    private readonly HashSet<long> _compactions = [];
    private long _newestCompaction;
    private long _newestCursor;

    /// <summary>Events that are gone.</summary>
    public int Gone { get; private set; }

    /// <summary>
    /// The events that another reading of the log finds are those that the book has seen, in number and content, but for those that
    /// were of no more use and are gone.
    /// </summary>
    /// <param name="all">The log's events.</param>
    /// <param name="compactedUpTo">Up to where events may be gone.</param>
    public void CheckUnchanged(IEnumerable<Recorded> all, long compactedUpTo)
    {
        var gone = new HashSet<long>();
        long next = 1;
        foreach (Recorded e in all)
        {
            Require(e.Sequence >= next, e, $"sequence {next} or a later one follows");
            for (; next < e.Sequence; next++)
                gone.Add(next);
            Assert.True(e.Sequence <= Last, $"event {e.Sequence} was not there when the log was read before");
            Require(SumOf(e) == _sums[(int)e.Sequence - 1], e, "it was another one when it was read before");
            next = e.Sequence + 1;
        }

        Assert.Equal(Last, next - 1);
        foreach (long sequence in gone.Where(sequence => !_unseen.Contains(sequence)))
            CheckGone(sequence, gone, compactedUpTo);
        Gone = gone.Count;
    }

    /// <summary>The run told of an event by which a compaction recorded that it takes place.</summary>
    public void NoteCompaction(long sequence) => _compactions.Add(sequence);

    /// <summary>
    /// Of events that nobody saw before they went there is one kind: what tells of a compaction goes with a later one, also within
    /// a run.
    /// </summary>
    private void NoteUnseen(Recorded next)
    {
        for (long sequence = Last + 1; sequence < next.Sequence; sequence++)
        {
            Assert.True(_compactions.Contains(sequence), $"run {_run}: event {sequence} came and went, and nobody saw it");
            _unseen.Add(sequence);
            _sums.Add(0);
        }
    }

    private Recorded At(long sequence) => _all[_all.BinarySearch(
        new Recorded(sequence, default, 0, "", default, null), Comparer<Recorded>.Create((one, other) => one.Sequence.CompareTo(other.Sequence)))];

    private void CheckGone(long sequence, HashSet<long> gone, long compactedUpTo)
    {
        Assert.True(sequence <= compactedUpTo, $"run {_run}: event {sequence} is gone; compacted is up to {compactedUpTo}");
        Assert.True(
            sequence != _newestCompaction && sequence != _newestCursor,
            $"run {_run}: event {sequence} is gone, and is the newest of its kind");
        Recorded e = At(sequence);
        if (_causes.TryGetValue(sequence, out var follows))
            Require(
                gone.Contains(follows.Cause) || _relying.GetValueOrDefault(follows.Module) >= sequence, e,
                $"it is gone, and what it follows from is not: {SomeEvents.Show(At(follows.Cause))}");
        else
            Require(_ended.Contains(sequence), e, "it is gone, and its retention is not over");
    }

    private void NoteCause(Recorded e, long cause, string module) => _causes.Add(e.Sequence, (cause, module));

    /// <summary>What the event ends, and what will end it.</summary>
    private void NoteRetention(Recorded e)
    {
        if (e.Cursor is not null)
            _newestCursor = e.Sequence;
        switch (e.Type)
        {
            case "Noted" or "Arrived":
                End(e.Type, e.Partition, "");
                Open(e, e.Type, "");
                break;
            case "Counted" or "Rounded" or "Compared":
                End(e.Type, e.Partition, ValueOf(e, "name"));
                Open(e, e.Type, ValueOf(e, "name"));
                break;
            case "AlarmCancelled":
                End(e.Type, e.Partition, ValueOf(e, "key"));
                Open(e, e.Type, ValueOf(e, "key"));
                break;
            case "AlarmSet":
                Open(e, e.Type, ValueOf(e, "key"));
                break;
            case "AlarmRang":
                End("AlarmSet", e.Partition, ValueOf(e, "key"));
                End(e.Type, e.Partition, ValueOf(e, "key"));
                Open(e, e.Type, ValueOf(e, "key"));
                break;
            case "StreamCompacted":
                End(e.Type, e.Partition, "");
                Open(e, e.Type, "");
                _newestCompaction = e.Sequence;
                StreamCompacted compacted = Read(e, RuntimeJson.Default.StreamCompacted);
                foreach (string module in compacted.Relying)
                    _relying[module] = compacted.UpTo;
                break;
        }
    }

    private static string ValueOf(Recorded e, string name)
    {
        using JsonDocument json = JsonDocument.Parse(e.Data);
        return json.RootElement.GetProperty(name).GetString()!;
    }

    private void Open(Recorded e, string type, string value)
    {
        if (!_open.TryGetValue((type, e.Partition, value), out List<long>? open))
            _open.Add((type, e.Partition, value), open = []);
        open.Add(e.Sequence);
    }

    private void End(string type, ulong partition, string value)
    {
        if (_open.Remove((type, partition, value), out List<long>? open))
            _ended.UnionWith(open);
    }
}
