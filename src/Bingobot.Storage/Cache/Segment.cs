namespace Bingobot.Storage.Cache;

/// <summary>Sealed frames of a chunk that are on their way to the store.</summary>
/// <param name="Chunk">The chunk, pinned until they are written.</param>
/// <param name="Bytes">The frames.</param>
/// <param name="Position">Where they belong.</param>
internal readonly record struct Segment(Chunk Chunk, ReadOnlyMemory<byte> Bytes, long Position)
{
    public long End => Position + Bytes.Length;
}
