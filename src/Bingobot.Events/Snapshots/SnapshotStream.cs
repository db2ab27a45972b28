using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;

namespace Bingobot.Events;

/// <summary>What a snapshot says about the stream that it was taken of.</summary>
/// <param name="StreamId">The stream's id.</param>
/// <param name="Sequence">The newest event that is in the snapshot.</param>
/// <param name="Time">That event's time.</param>
/// <param name="Cursors">How far each source was ingested.</param>
internal sealed record SnapshotStream(
    string StreamId, long Sequence, DateTimeOffset Time, ImmutableSortedDictionary<string, Cursor> Cursors)
{
    /// <summary>
    /// What tells this stream's event of a sequence from any other's: XXH3-128 over the first event from there on. Null
    /// where the log ends before.
    /// </summary>
    /// <remarks>
    /// A stream that was rolled back to a backup and went on has other events at the same sequences: their times differ.
    /// </remarks>
    public static UInt128? ProofOf(IEventLog log, long sequence)
    {
        UInt128? proof = null;
        log.Visit(sequence, (in EventView e) =>
        {
            var hash = new XxHash128();
            Span<byte> head = stackalloc byte[3 * sizeof(long)];
            BitConverter.TryWriteBytes(head, e.Sequence);
            BitConverter.TryWriteBytes(head[sizeof(long)..], e.Time.UtcTicks);
            BitConverter.TryWriteBytes(head[(2 * sizeof(long))..], e.Partition);
            hash.Append(head);
            hash.Append(e.TypeUtf8);
            hash.Append(e.Data);
            proof = hash.GetCurrentHashAsUInt128();
            return false;
        });
        return proof;
    }

    /// <summary>The id of the stream in a log, or null where it has no events.</summary>
    public static string? IdOf(IEventLog log)
    {
        string? id = null;
        log.Visit(1, (in EventView e) =>
        {
            if (e.TypeUtf8.SequenceEqual(Encoding.UTF8.GetBytes(RuntimeEvents.StreamCreated.Name)))
                id = System.Text.Json.JsonSerializer.Deserialize(e.Data, RuntimeJson.Default.StreamCreated)?.Stream;
            return false;
        });
        return id;
    }
}
