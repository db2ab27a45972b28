using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// The indexes of the sealed segments: from memory, from their files, or made anew where a file is missing or not to be believed.
/// Thread-safe.
/// </summary>
/// <param name="files">The folder.</param>
/// <param name="mayWrite">Whether an index that was made anew is kept in a file.</param>
/// <param name="logger">Is told of those that were.</param>
internal sealed partial class SegmentIndexes(SegmentFiles files, bool mayWrite, ILogger logger)
{
    /// <summary>The bytes that they take in memory: at 64 MiB a segment and 100 bytes an event those of about 40.</summary>
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly ILogger _logger = logger;
    private readonly IndexCache _indexes = new(MostBytes);

    /// <summary>The index, where it can be had without reading the segment.</summary>
    public SegmentIndex? TryFind(SegmentInfo segment)
    {
        if (_indexes.Find(segment) is { } known)
            return known;
        if (ReadFile(segment) is not { } read)
            return null;
        Keep(read);
        return read;
    }

    /// <summary>The index; where there is none, the segment is read.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="handle">Its documents.</param>
    public SegmentIndex Find(SegmentInfo segment, SegmentHandle handle)
    {
        if (TryFind(segment) is { } found)
            return found;
        SegmentIndex made = Make(segment, handle);
        LogMade(segment.Name);
        Keep(made);
        if (mayWrite)
            TryWrite(made);
        return made;
    }

    /// <summary>Makes an index anew that was seen to be wrong.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="handle">Its documents.</param>
    /// <exception cref="CorruptStreamException">It is the segment that is damaged.</exception>
    public void Distrust(SegmentInfo segment, SegmentHandle handle)
    {
        LogDistrusted(segment.Name);
        Keep(Make(segment, handle));
    }

    /// <summary>Keeps an index in memory.</summary>
    public void Keep(SegmentIndex index) => _indexes.Keep(index);

    /// <summary>Writes an index beside its segment. Where that fails, it is made anew later.</summary>
    public void TryWrite(SegmentIndex index)
    {
        try
        {
            CheckedFile.Write(files.Folder, SegmentName.IndexOf(index.Segment.First), SegmentIndexFile.Encode(index));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(SegmentName.IndexOf(index.Segment.First), e);
        }
    }

    /// <summary>Reads a segment for its index.</summary>
    /// <exception cref="CorruptStreamException">It is damaged.</exception>
    public static SegmentIndex Make(SegmentInfo segment, SegmentHandle handle)
    {
        var builder = new SegmentIndexBuilder(segment.IsCompacted ? CompactionHeader.Bytes : 0);
        var sink = new IndexSink(builder);
        var walk = new SegmentWalk(handle, segment, segment.First);
        WalkEnd end = walk.Run(new WalkStart { Chain = segment.ChainBefore }, segment.Last, ref sink);
        ObjectDisposedException.ThrowIf(end == WalkEnd.Moved, typeof(DocumentLog));
        return builder.Build(segment);
    }

    /// <summary>Reads the file of a segment's index.</summary>
    /// <returns>Null with what is wrong with it; null without where there is none.</returns>
    public static SegmentIndex? ReadFile(IStoreFolder folder, SegmentInfo segment, out string? fault)
    {
        if (CheckedFile.Read(folder, SegmentName.IndexOf(segment.First), out fault) is not { } content)
            return null;
        SegmentIndex? index = SegmentIndexFile.Decode(content.Span, out fault);
        if (index is null || index.Segment == segment)
            return index;
        fault = "it is the index of another segment, or of an earlier state of this one";
        return null;
    }

    /// <summary>The index that was kept of a segment, whatever it was like then; null where there is none that can be read.</summary>
    public static SegmentIndex? ReadKept(IStoreFolder folder, long first) =>
        CheckedFile.Read(folder, SegmentName.IndexOf(first), out _) is { } content ? SegmentIndexFile.Decode(content.Span, out _) : null;

    private SegmentIndex? ReadFile(SegmentInfo segment)
    {
        SegmentIndex? read = ReadFile(files.Folder, segment, out string? fault);
        if (fault is not null)
            LogRefused(SegmentName.IndexOf(segment.First), fault);
        return read;
    }

    [LoggerMessage(Level = LogLevel.Information, Message =
        "The segment {Segment} was read once to make its index, which was missing or not to be believed.")]
    private partial void LogMade(string segment);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Index} is not believed, and is made anew when it is needed: {Fault}.")]
    private partial void LogRefused(string index, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The index of {Segment} led to where no event begins; it is made anew.")]
    private partial void LogDistrusted(string segment);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Index} could not be written; it is made anew when it is needed.")]
    private partial void LogNotWritten(string index, Exception fault);
}
