using Bingobot.Benchmarks.Limits;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>Who takes part.</summary>
internal static class AllContenders
{
    public static IReadOnlyList<IContender> List { get; } =
    [
        new DocumentBufferContender(),
        new FasterLogContender(),
        new LmdbContender(),
        new RocksDbContender(),
        new SqliteContender("FULL"),
        new SqliteContender("NORMAL"),
        new RingLimit(),
        new FileLimit(),
        new FileLimit(slots: true),
    ];

    /// <summary>Who keeps events.</summary>
    public static IReadOnlyList<IEventContender> OfEvents { get; } =
    [
        new EventStreamContender(),
        new DocumentEvents(new SqliteContender("FULL")),
        new DocumentEvents(new FasterLogContender()),
    ];

    /// <summary>Who replays events: all who keep them, and our own in other ways than by default.</summary>
    public static IReadOnlyList<IEventContender> OfReplay { get; } =
        [OfEvents[0], EventStreamContender.OnAllCores, .. OfEvents.Skip(1)];

    public static IContender Named(string name) =>
        List.FirstOrDefault(contender => contender.Name == name)
        ?? throw new ArgumentException(
            $"'{name}' is none of {string.Join(", ", List.Select(contender => contender.Name))}.", nameof(name));
}
