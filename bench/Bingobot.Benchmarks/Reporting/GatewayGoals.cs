using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Workloads.Gateway;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>What the gateway client is to reach.</summary>
internal static class GatewayGoals
{
    private const double TimesNode = 5;
    private const double BytesUnwanted = 200;
    private const double DurablePerSecond = 50_000;
    private const double BytesPerGuild = 2_048;

    public static IEnumerable<GoalVerdict> Judge(IReadOnlyList<Table> tables) => tables.SelectMany(table => table.Workload switch
    {
        GatewayReceiveWorkload.Name => JudgeReceiving(table),
        GatewayDurableWorkload.Name when table.OwnRow is { } own => [new GoalVerdict(
            table, $"≥ {Format.Value(DurablePerSecond, table.Unit)} events/s", $"{Format.Value(own.Median, table.Unit)} events/s",
            own.Median >= DurablePerSecond)],
        GuildMemoryWorkload.Name when table.OwnRow is { } own => [new GoalVerdict(
            table, $"< {Format.Value(BytesPerGuild, table.Unit)} bytes", $"{Format.Value(own.Median, table.Unit)} bytes",
            own.Median < BytesPerGuild)],
        _ => [],
    });

    private static IEnumerable<GoalVerdict> JudgeReceiving(Table table)
    {
        Row? node = table.Rows.FirstOrDefault(row =>
            row.Failure is null && row.Contender.StartsWith(GatewayRow.NodeWs, StringComparison.Ordinal));
        foreach (Row own in node is null ? [] : new[] { table.OwnRow, table.Find(GatewayRow.Fields) }.OfType<Row>())
        {
            double ratio = table.Ratio(own, node!);
            string what = own.Contender == GatewayRow.Fields ? ", a field of each read" : "";
            yield return new GoalVerdict(
                table, $"≥ {Format.Ratio(TimesNode)} × {node!.Contender}{what}", $"{Format.Ratio(ratio)} ×", ratio >= TimesNode);
        }

        if (table.Find(GatewayRow.Nothing) is { } nothing)
        {
            double bytes = nothing.AllocatedBytesPerOperation;
            yield return new GoalVerdict(
                table, $"< {Format.Bytes(BytesUnwanted)} B for an unwanted event", $"{Format.Bytes(bytes)} B", bytes < BytesUnwanted);
        }
    }
}
