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
        if (node is not null && table.OwnRow is { } own)
            yield return JudgeAgainst(table, own, node, "");
        if (node is not null && table.Find(GatewayRow.Fields) is { } fields)
            yield return JudgeAgainst(table, fields, node, ", a field of each read");

        if (table.Find(GatewayRow.Nothing) is { } nothing)
        {
            double bytes = nothing.AllocatedBytesPerOperation;
            yield return new GoalVerdict(
                table, $"< {Format.Bytes(BytesUnwanted)} B for an unwanted event", $"{Format.Bytes(bytes)} B", bytes < BytesUnwanted);
        }
    }

    private static GoalVerdict JudgeAgainst(Table table, Row own, Row node, string how)
    {
        double ratio = table.Ratio(own, node);
        return new GoalVerdict(
            table, $"≥ {Format.Ratio(TimesNode)} × {node.Contender}{how}", $"{Format.Ratio(ratio)} ×", ratio >= TimesNode);
    }
}
