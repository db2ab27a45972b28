using System.Globalization;
using Bingobot.Benchmarks.Gateway.Clients;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Benchmarks.Gateway.Server;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Discord.Gateway;

namespace Bingobot.Benchmarks.Workloads.Gateway;

/// <summary>G1: receives the mix, as much as the processor lets it.</summary>
internal sealed class GatewayReceiveWorkload : IWorkload
{
    public const string Name = "G1";
    private const int Guilds = 100;

    public IEnumerable<WorkloadCase> Cases(Sizes sizes)
    {
        MixSize size = new(sizes.GatewayWarmUp, sizes.GatewayEvents, Guilds, OnlyWanted: false);
        SharedServer plain = ServerOf(size, GatewayCompression.None);
        yield return CaseOf(size, "uncompressed",
        [
            Ours(GatewayRow.Client, size, plain, GatewayCompression.None, Wants.Envelopes),
            Ours(GatewayRow.Fields, size, plain, GatewayCompression.None, Wants.Fields),
            Ours(GatewayRow.Documents, size, plain, GatewayCompression.None, Wants.Documents),
            Ours(GatewayRow.Activity, size, plain, GatewayCompression.None, Wants.Activity),
            Ours(GatewayRow.Nothing, size, plain, GatewayCompression.None, Wants.Nothing),
            Node(GatewayRow.NodeWs, "ws.mjs", size, plain, GatewayCompression.None),
            Node(GatewayRow.DiscordJs, "discord.mjs", size, plain, GatewayCompression.None),
            Limit("limit: frames", "frames", size, plain),
            Limit("limit: bytes", "bytes", size, plain),
        ]);

        SharedServer zstd = ServerOf(size, GatewayCompression.Zstd);
        SharedServer zlib = ServerOf(size, GatewayCompression.Zlib);
        yield return CaseOf(size, "compressed: zstd, and zlib where it is named",
        [
            Ours(GatewayRow.Client, size, zstd, GatewayCompression.Zstd, Wants.Envelopes),
            Ours(GatewayRow.Fields, size, zstd, GatewayCompression.Zstd, Wants.Fields),
            Ours(GatewayRow.Documents, size, zstd, GatewayCompression.Zstd, Wants.Documents),
            Ours(GatewayRow.Activity, size, zstd, GatewayCompression.Zstd, Wants.Activity),
            Ours(GatewayRow.Nothing, size, zstd, GatewayCompression.Zstd, Wants.Nothing),
            Ours(GatewayRow.Client + ", zlib", size, zlib, GatewayCompression.Zlib, Wants.Envelopes),
            Ours(GatewayRow.Fields + ", zlib", size, zlib, GatewayCompression.Zlib, Wants.Fields),
            Ours(GatewayRow.Documents + ", zlib", size, zlib, GatewayCompression.Zlib, Wants.Documents),
            Node(GatewayRow.NodeWs + ", zlib", "ws.mjs", size, zlib, GatewayCompression.Zlib),
            Limit("limit: frames", "frames", size, zstd),
        ]);
    }

    /// <summary>A client that does something wrong, by itself.</summary>
    public static WorkloadCase Proving(MixSize size, Wants wants, DeliveryFault fault) => CaseOf(
        size,
        $"{wants}, {fault}",
        [Ours($"GatewayClient, {wants}", size, ServerOf(size, GatewayCompression.None), GatewayCompression.None, wants, fault)]);

    private static WorkloadCase CaseOf(MixSize size, string variant, Entry[] rows) => new(
        Name, string.Create(CultureInfo.InvariantCulture, $"{variant}, {size.Events:N0} dispatches"), 0, Unit.EventsPerCpuSecond, rows)
    {
        Own = GatewayRow.Client,
    };

    private static SharedServer ServerOf(MixSize size, GatewayCompression compression) =>
        new(() => GatewayServerProcess.Start(size, compression));

    private static Entry Ours(
        string name, MixSize size, SharedServer server, GatewayCompression compression, Wants wants, DeliveryFault fault = DeliveryFault.None) =>
        EntryOf(
            new GatewayRow(name, server, size.Events)
            {
                Expected = new(() => Proof.Expected(size, kind => wants.Includes(kind), reads: wants.Reads())),
                CountsPassed = wants == Wants.Nothing,
            },
            port => ClientProcess.Run(
                GatewayClientCommand.Name, size, "--fault", fault.ToString(), Text(port), compression.ToString(), wants.ToString()));

    private static Entry Node(string name, string script, MixSize size, SharedServer server, GatewayCompression compression) =>
        EntryOf(
            new GatewayRow(name, server, size.Events) { Expected = new(() => Proof.Expected(size, _ => true, reads: true)) },
            port => ClientProcess.RunNode(script, size, port, compression.ToString()));

    private static Entry Limit(string name, string what, MixSize size, SharedServer server) =>
        EntryOf(new GatewayRow(name, server, size.Events), port => ClientProcess.Run(ReadingClientCommand.Name, size, Text(port), what));

    private static Entry EntryOf(GatewayRow row, Func<int, ClientReport> run) =>
        new(row, _ => new GatewayCell(row, run, report => report.CpuSeconds));

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
