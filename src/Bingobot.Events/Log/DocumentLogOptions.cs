using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Events;

/// <summary>How a <see cref="DocumentLog"/> keeps its events.</summary>
public sealed class DocumentLogOptions
{
    /// <summary>The default of <see cref="SegmentBytes"/>: 64 MiB.</summary>
    public const long DefaultSegmentBytes = 64L * 1024 * 1024;

    /// <summary>The least <see cref="SegmentBytes"/>: 32 KiB.</summary>
    public const long LeastSegmentBytes = 32L * 1024;

    /// <summary>The most <see cref="SegmentBytes"/>: 64 GiB.</summary>
    public const long MostSegmentBytes = 64L * 1024 * 1024 * 1024;

    /// <summary>
    /// The length of a segment's file in bytes at which the next batch of events begins a new one: from
    /// <see cref="LeastSegmentBytes"/> to <see cref="MostSegmentBytes"/>, default 64 MiB. A batch is never split, so that a
    /// segment may be longer by one batch.
    /// </summary>
    public long SegmentBytes { get; init; } = DefaultSegmentBytes;

    /// <summary>Takes what people should know: an index that had to be rebuilt, say. Default: nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>From how many segments on the manifest is believed, and not each segment looked at when the log is opened.</summary>
    internal int ManifestFrom { get; init; } = SegmentScan.MostOpened;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, LeastSegmentBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytes, MostSegmentBytes);
        ArgumentNullException.ThrowIfNull(Logger);
    }
}
