using Bingobot.Benchmarks.Contenders;
using Bingobot.Events;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>A way to keep and start a stream.</summary>
/// <param name="name">What it is called in a row's name and on a command line.</param>
/// <param name="open">Opens the stream in a folder, until it takes its first event.</param>
internal sealed class StartMode(string name, Func<string, EventStream> open)
{
    public static StartMode WithoutSnapshots { get; } = new("no snapshots", directory => EventStreamContender.Open(directory));

    public static StartMode WithSnapshots { get; } = new("snapshots", directory => EventStreamContender.Open(directory, snapshots: true));

    /// <summary>All of them; each gives two rows.</summary>
    public static IReadOnlyList<StartMode> All { get; } = [WithoutSnapshots, WithSnapshots];

    public string Name => name;

    public static StartMode Named(string name) =>
        All.FirstOrDefault(mode => mode.Name == name)
        ?? throw new ArgumentException($"'{name}' is none of {string.Join(", ", All.Select(mode => mode.Name))}.", nameof(name));

    public EventStream Open(string directory) => open(directory);
}
