namespace Bingobot.Events;

/// <summary>An event as it stands in the stream.</summary>
/// <param name="Sequence">Its place in the one total order: 1, 2, 3 … without holes.</param>
/// <param name="Time">When the stream's writer numbered it, UTC, to 100 ns; never before the event that precedes it.</param>
/// <param name="Partition">The unit its state belongs to (in a bot: the guild's id); 0 for what belongs to none.</param>
/// <param name="Type">The event type's name, independent of any class name.</param>
/// <param name="Data">The event as UTF-8 JSON. Owned by this record; never modified.</param>
/// <param name="Cursor">The position of the source this fact was ingested from, or null.</param>
public sealed record Recorded(
    long Sequence, DateTimeOffset Time, ulong Partition, string Type, ReadOnlyMemory<byte> Data, Cursor? Cursor)
{
    /// <summary>The version of the event type that <see cref="Data"/> is written in: 1 to 65,535.</summary>
    public int TypeVersion { get; init; } = 1;
}
