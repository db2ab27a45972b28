using Bingobot.Benchmarks.Limits;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>What the DocumentBuffer and the EventStream are to reach, and whether a run shows that it does.</summary>
internal static class Goals
{
    private const int Small = 100;
    private const int Large = 1024;
    private const int LargeEvent = 1000;
    private const string ManyInFlight = "durable, 1,024 in flight";
    private const double MillisecondsToOpen = 1;

    private static readonly string FileRow = new FileLimit().Name;
    private static readonly string GrowingFileRow = new FileLimit(growing: true).Name;

    private static readonly Goal[] All =
    [
        new("W1", "append", Small, Peer: 2.5, Limit: 0.5),
        new("W1", "append", Large, Peer: 2),
        new("W2", "durable, batch 1, ", Small, Peer: 1.3, Limit: 0.9),
        new("W2", "durable, batch 1, ", Large, Peer: 1.3, Limit: 0.9),
        new("W2", "durable, batch 1,024", Small, Peer: 2, Limit: 0.6),
        new("W2", "durable, batch 1,024", Large, Peer: 1.5),
        new("W2", "durable, 16", Small, Peer: 1.5),
        new("W2", "durable, 16", Large, Peer: 1.5),
        new("W3", "push", Small, Peer: 5),
        new("W3", "push", Large, Peer: 4),
        new("W4", "alternating", Small, Peer: 3),
        new("W4", "alternating", Large, Peer: 3),
        new("W5", "replay", Small, Peer: 1, PeerName: "FasterLog"),
        new("W5", "replay", Large, Peer: 1.5),
        new("W6", "open", Small, Most: MillisecondsToOpen),
        new("W6", "open", Large, Most: MillisecondsToOpen),
        new("W7", "the newest", Small, Peer: 1),
        new("W7", "the newest", Large, Peer: 1),
        .. GoalsOfEvents(Small),
        .. GoalsOfEvents(LargeEvent),
        new("E3", "replay", Small, Least: 1e6),
        new("E3", "read", Small, Least: 5e6),
    ];

    public static IEnumerable<GoalVerdict> Judge(IReadOnlyList<Table> tables) =>
        (from goal in All
         from table in tables.Where(goal.IsAbout)
         from verdict in Judge(goal, table)
         select verdict).Concat(GatewayGoals.Judge(tables));

    private static Goal[] GoalsOfEvents(int jsonBytes) =>
    [
        new("E2", ManyInFlight, jsonBytes, Limit: 0.7),
        new("E2", ManyInFlight, jsonBytes, Limit: 0.7, LimitName: GrowingFileRow),
        new("E2", ManyInFlight, jsonBytes, Peer: 3, PeerName: "SQLite FULL"),
        new("E2", ManyInFlight, jsonBytes, Peer: 1, PeerName: "FasterLog"),
    ];

    private static IEnumerable<GoalVerdict> Judge(Goal goal, Table table)
    {
        if (table.Rows.All(row => row.Contender != table.Own))
            yield break;
        Row? own = table.OwnRow;
        if (own is null)
        {
            yield return new GoalVerdict(table, "to take part", "failed", IsMet: false);
            yield break;
        }

        string found = $"{Format.Value(own.Median, table.Unit)} {Format.UnitName(table.Unit)}";
        if (goal.Most > 0)
            yield return new GoalVerdict(table, $"≤ {goal.Most} ms", found, own.Median <= goal.Most);
        if (goal.Least > 0)
        {
            string wanted = $"≥ {Format.Value(goal.Least, table.Unit)} {Format.UnitName(table.Unit)}";
            yield return new GoalVerdict(table, wanted, found, own.Median >= goal.Least);
        }

        if (goal.Peer > 0 && table.Best(row => IsPeer(goal, table, row)) is { } peer)
            yield return Against(table, own, peer, goal.Peer);
        if (goal.Limit > 0 && table.Find(goal.LimitName ?? FileRow) is { } limit)
            yield return Against(table, own, limit, goal.Limit);
    }

    private static GoalVerdict Against(Table table, Row own, Row other, double least)
    {
        double ratio = table.Ratio(own, other);
        string wanted = $"≥ {Format.Ratio(least)} × {other.Contender}";
        return new GoalVerdict(table, wanted, $"{Format.Ratio(ratio)} ×", ratio >= least);
    }

    private static bool IsPeer(Goal goal, Table table, Row row) =>
        !row.IsLimit
        && row.Contender != table.Own
        && (goal.PeerName is null || row.Contender == goal.PeerName)
        && (row.IsDurable || table.Workload is not ("W1" or "W2"));

    private sealed record Goal(
        string Workload,
        string VariantStart,
        int DocumentBytes,
        double Peer = 0,
        double Limit = 0,
        double Most = 0,
        double Least = 0,
        string? PeerName = null,
        string? LimitName = null)
    {
        public bool IsAbout(Table table) =>
            table.Workload == Workload
            && table.DocumentBytes == DocumentBytes
            && table.Variant.StartsWith(VariantStart, StringComparison.Ordinal);
    }
}

/// <summary>One goal in one table.</summary>
internal sealed record GoalVerdict(Table Table, string Wanted, string Found, bool IsMet);
