using System.Globalization;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>How a worker on a stream works. On the command line: <c>name=value</c> each.</summary>
public sealed record StreamWorkerOptions
{
    /// <summary>The folder of the stream; its events and snapshots lie in folders below it.</summary>
    public required string Folder { get; init; }

    /// <summary>Where effects are posted; ends with a slash.</summary>
    public required Uri Url { get; init; }

    /// <summary>Decides what is published.</summary>
    public required int Seed { get; init; }

    /// <summary>How many tasks publish; 0: nothing is published, and the worker ends when all is settled.</summary>
    public int Publishers { get; init; } = 3;

    /// <summary>How many publications each of them has under way at most.</summary>
    public int UnderWay { get; init; } = 16;

    /// <summary>The length at which a segment is full, in bytes.</summary>
    public long SegmentBytes { get; init; } = DocumentLogOptions.DefaultSegmentBytes;

    /// <summary>How many events lie between two snapshots; 0: there are none, and all is replayed.</summary>
    public int SnapshotEvents { get; init; }

    /// <summary>Whether the stream is compacted all the time, and dead letters are taken care of.</summary>
    public bool HasUpkeep { get; init; }

    /// <summary>Where the segments lie in a folder of a stream.</summary>
    public static string EventsIn(string folder) => Path.Combine(folder, "events");

    /// <summary>Where the snapshots lie in a folder of a stream.</summary>
    public static string SnapshotsIn(string folder) => Path.Combine(folder, "snapshots");

    public static StreamWorkerOptions Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> values = arguments
            .Select(argument => argument.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new StreamWorkerOptions
        {
            Folder = values["folder"],
            Url = new Uri(values["url"]),
            Seed = Number(values["seed"]),
            Publishers = Number(values["publishers"]),
            UnderWay = Number(values["under-way"]),
            SegmentBytes = Number(values["segment-bytes"]),
            SnapshotEvents = Number(values["snapshot-events"]),
            HasUpkeep = Number(values["upkeep"]) != 0,
        };
    }

    /// <summary>The arguments that <see cref="Parse"/> reads.</summary>
    public IReadOnlyList<string> ToArguments() =>
    [
        $"folder={Folder}", $"url={Url}", Argument("seed", Seed), Argument("publishers", Publishers), Argument("under-way", UnderWay),
        Argument("segment-bytes", SegmentBytes), Argument("snapshot-events", SnapshotEvents), Argument("upkeep", HasUpkeep ? 1 : 0),
    ];

    private static string Argument(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
