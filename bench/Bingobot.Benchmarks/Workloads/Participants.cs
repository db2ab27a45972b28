using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Limits;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>Who can do what.</summary>
internal static class Participants
{
    private static readonly IContender[] Stores = [.. AllContenders.List.Where(contender => !contender.IsLimit)];

    /// <summary>All stores, and the limit rows that say something about the workload.</summary>
    public static IReadOnlyList<IContender> Logs<TLimit>() => [.. Stores, .. Limits<TLimit>()];

    public static IReadOnlyList<IContender> AppendLimits() => [.. Stores, .. Limits<RingLimit>(), .. Limits<FileLimit>()];

    /// <summary>All but FasterLog, which neither removes nor reads from its end.</summary>
    public static IReadOnlyList<IContender> Stacks() => [.. Stores.Where(contender => contender is not FasterLogContender)];

    public static IReadOnlyList<IContender> StacksAndRing() => [.. Stacks(), .. Limits<RingLimit>()];

    public static IReadOnlyList<IContender> StoresOnly() => Stores;

    private static IEnumerable<IContender> Limits<TLimit>() => AllContenders.List.Where(contender => contender is TLimit);
}
