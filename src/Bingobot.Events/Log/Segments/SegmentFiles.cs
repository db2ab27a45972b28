using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>The folder of a log, and how a segment in it is opened.</summary>
/// <param name="Folder">The files.</param>
/// <param name="OpenBuffer">Opens a segment by name; the second is whether only to read it.</param>
internal sealed record SegmentFiles(IStoreFolder Folder, Func<string, bool, DocumentBuffer> OpenBuffer)
{
    /// <summary>Nothing is kept in memory of a segment that is only read; who walks has blocks of his own.</summary>
    private static readonly DocumentBufferOptions Reading = new() { ReadOnly = true, CacheDocuments = 0 };

    public static SegmentFiles In(IStoreFolder folder) => new(
        folder,
        (name, readOnly) => readOnly
            ? DocumentBuffer.Open(folder.OpenRead(name), Reading)
            : DocumentBuffer.Open(folder.OpenWrite(name)));

    /// <exception cref="CorruptStreamException">The segment's store is damaged.</exception>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    public SegmentHandle Open(string name, long firstSequence, bool readOnly)
    {
        try
        {
            return new SegmentHandle(OpenBuffer(name, readOnly));
        }
        catch (CorruptStoreException damage)
        {
            throw new CorruptStreamException(name, firstSequence, damage.Message, damage);
        }
    }
}
