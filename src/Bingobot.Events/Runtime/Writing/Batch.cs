using System.Diagnostics;

namespace Bingobot.Events;

/// <summary>What is made durable by one barrier, and what is released behind it.</summary>
/// <param name="capacity">For how many events, and waits, there is room at once; more make room.</param>
internal sealed class Batch(int capacity = 0)
{
    private List<(WorkItem Item, long Sequence)> _waiting = new(capacity);

    /// <summary>The events, in order.</summary>
    public List<Recorded> Events { get; } = new(capacity);

    /// <summary>The effects derived from them.</summary>
    public List<PendingEffect> Effects { get; } = [];

    /// <summary>The publishings that somebody follows; null where nobody does.</summary>
    public List<ActivityLink>? Links { get; private set; }

    /// <summary>The committing of this batch, where somebody follows.</summary>
    public ActivityContext? Trace { get; set; }

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

    public void Link(Activity publishing)
    {
        Links ??= [];
        if (Links.Count < StreamTelemetry.MaxLinks)
            Links.Add(new ActivityLink(publishing.Context));
    }

    public void Await(WorkItem item, long sequence) => _waiting.Add((item, sequence));

    /// <summary>Ends the waits, from the first on.</summary>
    /// <param name="whenBegun">Called when the last one is about to be told.</param>
    /// <returns>Null where nobody waits.</returns>
    public Acknowledgement? Acknowledge(Action whenBegun) => EndWaits(null, whenBegun);

    public void Fail(Exception failure) => EndWaits(failure, whenBegun: null);

    private Acknowledgement? EndWaits(Exception? failure, Action? whenBegun)
    {
        List<(WorkItem Item, long Sequence)> waiting = _waiting;
        _waiting = [];
        return Acknowledgement.Begin(waiting, failure, whenBegun);
    }
}
