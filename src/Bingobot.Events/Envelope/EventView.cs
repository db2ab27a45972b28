using System.Text;

namespace Bingobot.Events;

/// <summary>An event where it lies in memory, without a copy. It is valid until the call that it was given to returns.</summary>
public readonly ref struct EventView
{
    private readonly Recorded? _recorded;
    private readonly ReadOnlySpan<byte> _cursor;

    /// <summary>A view of an event that is an object already.</summary>
    /// <param name="e">The event.</param>
    /// <param name="type">Its type's name in UTF-8.</param>
    internal EventView(Recorded e, ReadOnlySpan<byte> type)
    {
        _recorded = e;
        Sequence = e.Sequence;
        Time = e.Time;
        Partition = e.Partition;
        TypeUtf8 = type;
        TypeVersion = e.TypeVersion;
        Data = e.Data.Span;
        HasCursor = e.Cursor is not null;
    }

    /// <summary>A view of an event's document.</summary>
    internal EventView(
        long sequence, DateTimeOffset time, ulong partition, ReadOnlySpan<byte> type, int typeVersion, ReadOnlySpan<byte> cursor,
        ReadOnlySpan<byte> data)
    {
        Sequence = sequence;
        Time = time;
        Partition = partition;
        TypeUtf8 = type;
        TypeVersion = typeVersion;
        _cursor = cursor;
        Data = data;
        HasCursor = !cursor.IsEmpty;
    }

    /// <inheritdoc cref="Recorded.Sequence"/>
    public long Sequence { get; }

    /// <inheritdoc cref="Recorded.Time"/>
    public DateTimeOffset Time { get; }

    /// <inheritdoc cref="Recorded.Partition"/>
    public ulong Partition { get; }

    /// <summary>The event type's name, UTF-8.</summary>
    public ReadOnlySpan<byte> TypeUtf8 { get; }

    /// <inheritdoc cref="Recorded.TypeVersion"/>
    public int TypeVersion { get; }

    /// <summary>The event as UTF-8 JSON.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Whether the fact was ingested from a source that has a position.</summary>
    public bool HasCursor { get; }

    /// <summary>The cursor's bytes as they lie in the envelope; empty where there is none, or the event is an object.</summary>
    internal ReadOnlySpan<byte> CursorBytes => _cursor;

    /// <summary>The position of the source this fact was ingested from, or null. Allocates.</summary>
    public Cursor? ReadCursor() => _recorded is not null ? _recorded.Cursor : HasCursor ? EnvelopeCodec.ReadCursor(_cursor) : null;

    /// <summary>The event as an object of its own, which outlives the view. Allocates.</summary>
    public Recorded ToRecorded() => _recorded ?? ToRecorded(Encoding.UTF8.GetString(TypeUtf8));

    /// <summary>As <see cref="ToRecorded()"/>, where the name of the type is at hand.</summary>
    internal Recorded ToRecorded(string type) => _recorded
        ?? new Recorded(Sequence, Time, Partition, type, Data.ToArray(), ReadCursor()) { TypeVersion = TypeVersion };
}

/// <summary>Takes events one by one, oldest first.</summary>
/// <param name="e">The event; not valid any more after the call.</param>
/// <returns>Whether to go on.</returns>
public delegate bool EventVisitor(in EventView e);
