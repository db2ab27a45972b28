using Bingobot.Storage.Engine;

namespace Bingobot.Storage;

/// <summary>How a <see cref="DocumentBuffer"/> behaves. Checked when a buffer is opened.</summary>
public sealed class DocumentBufferOptions
{
    /// <summary>The default of <see cref="CacheDocuments"/>.</summary>
    public const int DefaultCacheDocuments = 4 * 1024;

    /// <summary>The default of <see cref="CacheBytes"/>.</summary>
    public const long DefaultCacheBytes = 64 * 1024 * 1024;

    /// <summary>
    /// The most recent documents kept in memory, at most. Default 4,096; from 0 (nothing is kept in memory beyond a call) to
    /// <see cref="int.MaxValue"/>.
    /// </summary>
    public int CacheDocuments { get; init; } = DefaultCacheDocuments;

    /// <summary>
    /// Bytes of documents kept in memory, at most, each with 16 bytes of overhead. Default 64 MiB; from 0. Both limits hold.
    /// </summary>
    public long CacheBytes { get; init; } = DefaultCacheBytes;

    /// <summary>Whether closing cuts the store after its last useful byte, where the store can. Default true.</summary>
    public bool TruncateOnClose { get; init; } = true;

    /// <summary>
    /// Opens without a lock and without a single write, also beside a writer in another process. The buffer shows the newest
    /// committed state at the time of opening for as long as the writer leaves its documents alone; once it has replaced some, the
    /// buffer takes the newest state instead, and readers under way throw. Open again to be sure of the newest. Default false.
    /// </summary>
    public bool ReadOnly { get; init; }

    /// <summary>The clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal EngineTuning Tuning { get; init; } = EngineTuning.Default;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(CacheDocuments);
        ArgumentOutOfRangeException.ThrowIfNegative(CacheBytes);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
