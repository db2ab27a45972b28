namespace Bingobot.Events;

/// <summary>What is made durable by one barrier, and what is released behind it.</summary>
internal sealed class Batch
{
    private readonly List<(WorkItem Item, long Sequence)> _waiting = [];

    /// <summary>The events, in order.</summary>
    public List<Recorded> Events { get; } = [];

    /// <summary>The effects derived from them.</summary>
    public List<PendingEffect> Effects { get; } = [];

    /// <summary>The bytes of JSON in the events.</summary>
    public long Bytes { get; private set; }

    /// <summary>All state after the last of them.</summary>
    public StreamSnapshot? State { get; set; }

    public bool HasWork => Events.Count > 0 || _waiting.Count > 0;

    public int Waiting => _waiting.Count;

    public void Add(Recorded e)
    {
        Events.Add(e);
        Bytes += e.Data.Length;
    }

    public void Await(WorkItem item, long sequence) => _waiting.Add((item, sequence));

    /// <summary>Ends the waits, in order.</summary>
    public void Acknowledge()
    {
        foreach ((WorkItem item, long sequence) in _waiting)
            item.SetResult(sequence);
        _waiting.Clear();
    }

    public void Fail(Exception failure)
    {
        foreach ((WorkItem item, _) in _waiting)
            item.SetException(failure);
        _waiting.Clear();
    }
}
