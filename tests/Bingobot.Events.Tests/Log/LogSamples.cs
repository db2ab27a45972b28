using System.Text;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Log;

/// <summary>Logs of several segments, and how they are looked at.</summary>
internal static class LogSamples
{
    /// <summary>The smallest segments there are: 16 KiB of documents after the 16 KiB of slots.</summary>
    public static DocumentLogOptions Small { get; } = new() { SegmentBytes = DocumentLogOptions.LeastSegmentBytes };

    /// <summary>An event that takes about as many bytes, of one of three types, in one of five partitions.</summary>
    public static Recorded At(long sequence, int bytes)
    {
        Recorded e = SomeEvents.At(sequence, $$"""{"n":{{sequence}},"x":"{{new string((char)('a' + sequence % 26), bytes)}}"}""");
        return sequence == 1 ? e : e with { Type = $"Type{sequence % 3}", Partition = (ulong)(sequence % 5), TypeVersion = 1 + (int)(sequence % 7) };
    }

    public static Recorded[] Batch(long first, int count, int bytes) =>
        [.. Enumerable.Range(0, count).Select(i => At(first + i, bytes))];

    /// <summary>Appends batches of that many events until there are that many segments.</summary>
    public static async Task<List<Recorded>> FillAsync(FaultyFolder folder, int segments, int batch = 3, int bytes = 2000)
    {
        var events = new List<Recorded>();
        await using DocumentLog log = DocumentLog.Open(folder, Small);
        while (log.SealedSegments.Length < segments - 1)
        {
            Recorded[] more = Batch(events.Count + 1, batch, bytes);
            await log.AppendAsync(more);
            events.AddRange(more);
        }

        return events;
    }

    public static async Task<List<Recorded>> MatchAsync(IEventLog log, EventFilter filter)
    {
        var found = new List<Recorded>();
        await foreach (Recorded e in log.MatchAsync(filter, TestContext.Current.CancellationToken))
            found.Add(e);
        return found;
    }

    /// <summary>What visiting shows, with nothing left out.</summary>
    public static List<Recorded> Visit(IEventLog log, long from)
    {
        var seen = new List<Recorded>();
        log.Visit(from, (in EventView e) =>
        {
            seen.Add(e.ToRecorded());
            return true;
        });
        return seen;
    }

    public static string Show(IEnumerable<Recorded> events) => string.Join('\n', events.Select(
        e => $"{e.Sequence} {e.Time:O} {e.Partition} {e.Type} {e.TypeVersion} {Encoding.UTF8.GetString(e.Data.Span)} {e.Cursor}"));
}
