using Bingobot.Benchmarks.Gateway.Clients;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Benchmarks.Workloads;
using Bingobot.Benchmarks.Workloads.Gateway;

namespace Bingobot.Benchmarks.Cli;

/// <summary>Gateway clients that do something wrong with one event, and good ones, each a table by itself.</summary>
internal static class GatewayFaults
{
    private static readonly MixSize Small = new(WarmUp: 1_000, Events: 4_000, Guilds: 10, OnlyWanted: false);

    public static IEnumerable<(WorkloadCase Workload, bool IsGood)> Cases() => Enum.GetValues<Wants>()
        .SelectMany(wants => FaultsOf(wants).Select(fault =>
            (GatewayReceiveWorkload.Proving(Small, wants, fault), fault == DeliveryFault.None)));

    /// <summary>Who is only told how far events came cannot be told them in another order; who reads no data reads none wrongly.</summary>
    private static DeliveryFault[] FaultsOf(Wants wants) => wants switch
    {
        Wants.Nothing => [DeliveryFault.None, DeliveryFault.Loses, DeliveryFault.Doubles],
        Wants.Fields or Wants.Documents => Enum.GetValues<DeliveryFault>(),
        _ => [DeliveryFault.None, DeliveryFault.Loses, DeliveryFault.Doubles, DeliveryFault.Swaps],
    };
}
