using System.Globalization;
using Bingobot.Benchmarks.Gateway.Clients;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Benchmarks.Gateway.Server;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Discord.Gateway;

namespace Bingobot.Benchmarks.Workloads.Gateway;

/// <summary>G2: a whole bot with the activity module, until what it received is durable.</summary>
internal sealed class GatewayDurableWorkload : IWorkload
{
    public const string Name = "G2";
    public const string Bot = "Bot with activity";
    private const int Guilds = 100;

    public IEnumerable<WorkloadCase> Cases(Sizes sizes)
    {
        yield return CaseOf(new MixSize(sizes.GatewayWarmUp, sizes.GatewayEvents, Guilds, OnlyWanted: false), "the whole mix");
        yield return CaseOf(new MixSize(sizes.GatewayWarmUp, sizes.GatewayEvents, Guilds, OnlyWanted: true), "only events that activity wants");
    }

    private static WorkloadCase CaseOf(MixSize size, string what)
    {
        (string Name, GatewayCompression Compression)[] rows =
            [(Bot, GatewayCompression.Zstd), (Bot + ", uncompressed", GatewayCompression.None)];
        string variant = string.Create(CultureInfo.InvariantCulture, $"durable, {what}, {size.Events:N0} dispatches");
        return new WorkloadCase(Name, variant, 0, Unit.EventsPerSecond, [.. rows.Select(row => EntryOf(row.Name, row.Compression, size))])
        {
            Own = Bot,
        };
    }

    private static Entry EntryOf(string name, GatewayCompression compression, MixSize size)
    {
        var server = new SharedServer(() => GatewayServerProcess.Start(size, compression));
        var row = new GatewayRow(name, server, size.Events)
        {
            Expected = new(() => Proof.Expected(size, DispatchKinds.IsForActivity, reads: false)),
        };
        return new Entry(row, scratch => new GatewayCell(
            row, port => Run(port, compression, size, scratch), report => report.Seconds));
    }

    private static ClientReport Run(int port, GatewayCompression compression, MixSize size, Scratch scratch)
    {
        string directory = scratch.NewDirectory("bot");
        try
        {
            return ClientProcess.Run(
                BotCommand.Name, size, port.ToString(CultureInfo.InvariantCulture), compression.ToString(), directory, "true");
        }
        finally
        {
            Scratch.Remove(directory);
        }
    }
}
