namespace Bingobot.Events;

/// <summary>Takes events as they are walked over.</summary>
internal interface IEventSink
{
    /// <param name="e">The event; not valid any more after the call.</param>
    /// <param name="document">The document that it is in.</param>
    /// <returns>Whether to go on.</returns>
    bool Take(in EventView e, ReadOnlySpan<byte> document);
}

/// <summary>Notes events for an index.</summary>
internal readonly struct IndexSink(SegmentIndexBuilder builder) : IEventSink
{
    public bool Take(in EventView e, ReadOnlySpan<byte> document)
    {
        builder.Add(e, document.Length);
        return true;
    }
}

/// <summary>Shows events to a visitor.</summary>
internal readonly struct VisitorSink(EventVisitor visitor) : IEventSink
{
    public bool Take(in EventView e, ReadOnlySpan<byte> document) => visitor(e);
}
