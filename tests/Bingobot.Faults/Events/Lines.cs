using System.Globalization;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>
/// What a worker says, a line each: a word and what belongs to it, with a space between. A line is written by one call, so that a
/// kill leaves it whole or not at all.
/// </summary>
public static class Lines
{
    /// <summary>Before anything is opened.</summary>
    public const string Opening = "opening";

    /// <summary>The stream is open: sequence and hash of its state, session and position of its cursor.</summary>
    public const string OpenedWord = "opened";

    /// <summary>A publication returned: sequence, event type, partition, text.</summary>
    public const string AcknowledgedWord = "ack";

    /// <summary>An ingestion returned: sequence, session, position.</summary>
    public const string IngestedWord = "ingested";

    /// <summary>An ingestion found a duplicate: session, position.</summary>
    public const string KnownWord = "known";

    /// <summary>A subscriber saw another sequence than the one that follows: the expected one and the one seen.</summary>
    public const string GapWord = "gap";

    /// <summary>What the live state came to while the work went on: sequence and hash.</summary>
    public const string StateWord = "state";

    /// <summary>No timer is set and no effect pending any more: sequence and hash of the state.</summary>
    public const string SettledWord = "settled";

    /// <summary>A compaction begins.</summary>
    public const string Compacting = "compacting";

    /// <summary>A compaction ended: the newest event that it could drop, and how many it dropped.</summary>
    public const string CompactedWord = "compacted";

    /// <summary>A compaction recorded that it takes place; said before the next one begins, which may drop it: the event's sequence.</summary>
    public const string CompactionWord = "compaction";

    /// <summary>A compaction kept what a module reads: the module, and why.</summary>
    public const string RefusedWord = "refused";

    /// <summary>A dead letter is pending again: the effect's id.</summary>
    public const string RetriedWord = "retried";

    /// <summary>A dead letter was struck off: the effect's id.</summary>
    public const string DiscardedWord = "discarded";

    /// <summary>A compaction failed: why.</summary>
    public const string FailedWord = "failed";

    /// <summary>The stream was closed in good order.</summary>
    public const string Closed = "closed";

    /// <summary>How much memory is in use: events so far, live managed bytes, resident bytes, effects pending.</summary>
    public const string MemoryWord = "memory";

    public static string Opened(StateDigest digest, Cursor? cursor) =>
        Text($"{OpenedWord} {digest.Sequence} {digest.Hash} {cursor?.Session ?? "none"} {cursor?.Position ?? 0}");

    public static string Acknowledged(long sequence, string type, ulong partition, string text) =>
        Text($"{AcknowledgedWord} {sequence} {type} {partition} {text}");

    public static string Ingested(long sequence, Cursor cursor) =>
        Text($"{IngestedWord} {sequence} {cursor.Session} {cursor.Position}");

    public static string KnownBefore(Cursor cursor) => Text($"{KnownWord} {cursor.Session} {cursor.Position}");

    public static string Gap(long expected, long seen) => Text($"{GapWord} {expected} {seen}");

    public static string State(StateDigest digest) => Text($"{StateWord} {digest.Sequence} {digest.Hash}");

    public static string Settled(StateDigest digest) => Text($"{SettledWord} {digest.Sequence} {digest.Hash}");

    public static string Compacted(long upTo, long dropped) => Text($"{CompactedWord} {upTo} {dropped}");

    public static string Compaction(long sequence) => Text($"{CompactionWord} {sequence}");

    public static string Refused(string module, string reason) => $"{RefusedWord} {module} {reason}";

    public static string Failed(Exception fault) => $"{FailedWord} {fault.ToString().ReplaceLineEndings(" | ")}";

    public static string Letter(bool isRetried, string id) => $"{(isRetried ? RetriedWord : DiscardedWord)} {id}";

    public static string Memory(long events, long managed, long resident, int effects) =>
        Text($"{MemoryWord} {events} {managed} {resident} {effects}");

    private static string Text(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
