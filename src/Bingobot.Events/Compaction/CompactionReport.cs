namespace Bingobot.Events;

/// <summary>What a compaction did, and what it did not do.</summary>
public sealed record CompactionReport
{
    /// <summary>The newest event that could be dropped: the last of the sealed segments. 0 where none is sealed.</summary>
    public required long UpTo { get; init; }

    /// <summary>Events that were dropped, by type.</summary>
    public required IReadOnlyDictionary<string, long> DroppedByType { get; init; }

    /// <summary>Events that were dropped.</summary>
    public long Dropped => DroppedByType.Values.Sum();

    /// <summary>Their bytes of JSON.</summary>
    public required long DroppedBytes { get; init; }

    /// <summary>Events that are left up to <see cref="UpTo"/>.</summary>
    public required long Kept { get; init; }

    /// <summary>Segments that were replaced, and by how many.</summary>
    public required (int Before, int After) Segments { get; init; }

    /// <summary>
    /// Modules whose state is not what replay of the events that are left gives: their state as it was is kept beside the events,
    /// and is the truth from now on. By name.
    /// </summary>
    public required IReadOnlyList<string> Relying { get; init; }

    /// <summary>What was to be dropped by its age, and was not.</summary>
    public required IReadOnlyList<CompactionRefusal> Refusals { get; init; }
}

/// <summary>Events that were kept although nothing should need them any more.</summary>
/// <param name="Module">The module on whose account they were kept.</param>
/// <param name="Types">The types that it reads.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record CompactionRefusal(string Module, IReadOnlyList<string> Types, string Reason);
