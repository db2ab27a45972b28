using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>A run of events without holes in one DocumentBuffer, one document an event.</summary>
internal sealed class Segment(string name, long firstSequence, DocumentBuffer buffer)
{
    private const int ChunkDocuments = 1024;
    private const int ChunkBytes = 1024 * 1024;

    public string Name => name;

    /// <summary>The sequence of its first event, also while it is empty.</summary>
    public long FirstSequence => firstSequence;

    public DocumentBuffer Buffer => buffer;

    /// <summary>Copies documents from a sequence on, as many as make a good piece of work.</summary>
    /// <exception cref="CorruptStreamException">The store is damaged there.</exception>
    public List<byte[]> Read(long sequence)
    {
        var documents = new List<byte[]>();
        int bytes = 0;
        try
        {
            foreach (ReadOnlySpan<byte> document in buffer.ReadForward(sequence - firstSequence))
            {
                documents.Add(document.ToArray());
                bytes += document.Length;
                if (documents.Count == ChunkDocuments || bytes >= ChunkBytes)
                    break;
            }
        }
        catch (CorruptStoreException damage)
        {
            throw new CorruptStreamException(name, sequence + documents.Count, damage.Message, damage);
        }

        return documents;
    }

    /// <summary>The newest document, or null.</summary>
    /// <exception cref="CorruptStreamException">The store is damaged there.</exception>
    public byte[]? Newest()
    {
        try
        {
            return buffer.TryPeek(out byte[]? document) ? document : null;
        }
        catch (CorruptStoreException damage)
        {
            throw new CorruptStreamException(name, firstSequence + buffer.Count - 1, damage.Message, damage);
        }
    }
}
