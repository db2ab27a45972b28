using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Workloads.Gateway;

namespace Bingobot.Benchmarks.Workloads;

internal static class AllWorkloads
{
    public static IReadOnlyList<IWorkload> List { get; } =
    [
        new AppendWorkload(),
        new DurableWorkload(),
        new ManyWritersWorkload(),
        new PushPopWorkload(),
        new BoundaryWorkload(),
        new ReplayWorkload(),
        new OpenWorkload(),
        new NewestWorkload(),
        new EventAppendWorkload(AllContenders.OfEvents),
        new EventDurableWorkload(AllContenders.OfEvents),
        new EventReplayWorkload(AllContenders.OfEvents, AllContenders.OfReplay),
        new StartupWorkload(),
        new GatewayReceiveWorkload(),
        new GatewayDurableWorkload(),
        new GuildMemoryWorkload(),
    ];
}
