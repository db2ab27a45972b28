using System.Collections.Immutable;
using Bingobot.Storage;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// Events in a folder of segments, each a <see cref="DocumentBuffer"/> named by the sequence of its first event. Only the
/// newest one is written; when it has reached its size, the next batch begins another. Every event carries a chain over all
/// events before it, so that nothing can be missing unseen. Beside each sealed segment lies an index of what it may hold.
/// </summary>
/// <remarks>The bytes are described in docs/format.md. Thread-safe: one writer, and any number of readers beside it.</remarks>
public sealed partial class DocumentLog : IEventLog
{
    private readonly SegmentFiles _files;
    private readonly DocumentLogOptions _options;
    private readonly ILogger _logger;
    private readonly bool _readOnly;
    private readonly SegmentPool _pool;
    private readonly SegmentIndexes _indexes;

    /// <summary>Held while the set of segments changes, on the disk and in memory. Reading takes it only where files vanished.</summary>
    private readonly Lock _changes = new();
    private SegmentSet _set;
    private long _lastSequence;
    private int _replaced;
    private volatile bool _disposed;

    private DocumentLog(SegmentFiles files, DocumentLogOptions options, bool readOnly, SegmentPool pool, SegmentSet set, long last)
    {
        _files = files;
        _options = options;
        _logger = options.Logger;
        _readOnly = readOnly;
        _pool = pool;
        _indexes = new SegmentIndexes(files, mayWrite: !readOnly, options.Logger);
        _set = set;
        _lastSequence = last;
    }

    /// <inheritdoc/>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>The sealed segments, in order.</summary>
    internal ImmutableArray<SegmentInfo> SealedSegments => Volatile.Read(ref _set).Sealed;

    /// <summary>The newest sequence up to which events were dropped; 0 where none were.</summary>
    public long CompactedUpTo => SealedSegments.LastOrDefault(segment => segment.IsCompacted)?.Last ?? 0;

    /// <summary>How often events were found, or made, to be others than before: who reads in several goes may have seen some of both.</summary>
    internal int Replaced => Volatile.Read(ref _replaced);

    /// <summary>Where its files are.</summary>
    internal IStoreFolder Folder => _files.Folder;

    /// <summary>At how many bytes a segment is sealed.</summary>
    internal long SegmentBytes => _options.SegmentBytes;

    /// <summary>How many sealed segments are open at this moment.</summary>
    internal int OpenSegments => _pool.Count;

    /// <summary>Opens the log for writing; creates folder and first segment where there are none.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="options">How it keeps its events; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="CorruptStreamException">A segment is missing or damaged. Nothing was written.</exception>
    /// <exception cref="StoreLockedException">Another writer has it open.</exception>
    /// <exception cref="IOException">The operating system refused.</exception>
    public static DocumentLog Open(string directory, DocumentLogOptions? options = null)
    {
        Directory.CreateDirectory(directory);
        return Open(new FileFolder(directory), options);
    }

    /// <summary>
    /// Opens the log for reading, also beside its writer: it shows what was durable at that time.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <param name="options">How it reads; null for the defaults.</param>
    /// <exception cref="CorruptStreamException">A segment is missing or damaged.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static DocumentLog OpenReadOnly(string directory, DocumentLogOptions? options = null) =>
        OpenReadOnly(new FileFolder(directory), options);

    /// <summary>Opens the log for writing in a folder of any kind.</summary>
    internal static DocumentLog Open(IStoreFolder folder, DocumentLogOptions? options = null) =>
        LogOpening.Open(SegmentFiles.In(folder), options ?? new DocumentLogOptions());

    /// <summary>Opens the log for reading in a folder of any kind.</summary>
    internal static DocumentLog OpenReadOnly(IStoreFolder folder, DocumentLogOptions? options = null) =>
        LogOpening.OpenReadOnly(SegmentFiles.In(folder), options ?? new DocumentLogOptions());

    /// <summary>Opens a log whose segments are found and opened by the caller.</summary>
    internal static DocumentLog Open(
        ImmutableArray<long> firstSequences, Func<string, DocumentBuffer> open, DocumentLogOptions? options = null) =>
        LogOpening.Open(
            new SegmentFiles(new NamedStores(firstSequences), (name, _) => open(name)),
            options ?? new DocumentLogOptions { SegmentBytes = DocumentLogOptions.MostSegmentBytes });

    /// <summary>What <see cref="LogOpening"/> found, as a log.</summary>
    internal static DocumentLog Of(
        SegmentFiles files, DocumentLogOptions options, bool readOnly, SegmentPool pool, SegmentSet set, SegmentInfo? newest) =>
        new(files, options, readOnly, pool, set, newest?.Last ?? 0) { _chain = newest?.ChainAfter ?? 0 };

    /// <summary>Closes the segments. Who still reads them finishes on the part that is in memory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        _pool.Dispose();
        if (Volatile.Read(ref _set).Newest is not { } newest)
            return;

        if (!_readOnly && !_failed)
            KeepIndexAtEnd(newest);

        // Though someone reads it: who has disposed the log may open it again at once.
        await newest.Handle.Buffer.DisposeAsync().ConfigureAwait(false);
        newest.Handle.Dispose();
    }

    private void Release(SegmentHandle handle)
    {
        try
        {
            handle.Dispose();
        }
        catch (Exception e) when (e is IOException or StoreFailedException)
        {
            // The last reader of a segment that was sealed meanwhile: all of it is durable, and its next opening recovers it.
            LogNotClosed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sealed segment could not be closed in good order; its events are durable.")]
    private partial void LogNotClosed(Exception fault);
}
