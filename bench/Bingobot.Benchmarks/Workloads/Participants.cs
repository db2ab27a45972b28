using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Limits;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>Who can do what.</summary>
internal static class Participants
{
    private static readonly IContender[] Stores = [.. AllContenders.List.Where(contender => !contender.IsLimit)];

    /// <summary>All stores, and what reading or writing the same bytes in a file takes.</summary>
    public static IReadOnlyList<IContender> LogsAndFile() => [.. Stores, .. File()];

    public static IReadOnlyList<IContender> LogsAndDurableFiles() => [.. Stores, .. Limits<FileLimit>()];

    public static IReadOnlyList<IContender> LogsRingAndFile() => [.. Stores, .. Limits<RingLimit>(), .. File()];

    /// <summary>All but FasterLog, which neither removes nor reads from its end.</summary>
    public static IReadOnlyList<IContender> Stacks() => [.. Stores.Where(contender => contender is not FasterLogContender)];

    public static IReadOnlyList<IContender> StacksAndRing() => [.. Stacks(), .. Limits<RingLimit>()];

    public static IReadOnlyList<IContender> StoresOnly() => Stores;

    private static IEnumerable<IContender> File() => AllContenders.List.Where(contender => contender is FileLimit { WritesSlots: false });

    private static IEnumerable<IContender> Limits<TLimit>() => AllContenders.List.Where(contender => contender is TLimit);
}
