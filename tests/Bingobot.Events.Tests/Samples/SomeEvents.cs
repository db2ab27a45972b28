using System.Text;

namespace Bingobot.Events.Tests.Samples;

/// <summary>Events as they stand in a log.</summary>
internal static class SomeEvents
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first events of a stream, from sequence 1.</summary>
    public static Recorded[] First(int count) => [.. Enumerable.Range(1, count).Select(i => At(i))];

    public static Recorded At(long sequence, string? data = null) => sequence == 1
        ? new Recorded(1, Start, 0, "StreamCreated", """{"stream":"AAAAAAAAAAAAAAAAAAAAAA"}"""u8.ToArray(), null)
        : new Recorded(
            sequence, Start.AddSeconds(sequence), (ulong)sequence % 3, "Counted", Encoding.UTF8.GetBytes(data ?? $$"""{"n":{{sequence}}}"""),
            sequence % 2 == 0 ? new Cursor("gateway/0", "s", "wss://example", sequence) : null);

    public static string Show(IEnumerable<Recorded> events) => string.Join('\n', events.Select(Show));

    public static string Show(Recorded e) =>
        $"{e.Sequence} {e.Time:O} {e.Partition} {e.Type} {Encoding.UTF8.GetString(e.Data.Span)} {e.Cursor}";
}
