namespace Bingobot.Storage;

/// <summary>Where a document begins in a store: what an index over documents notes, to come back to it without a search.</summary>
/// <param name="Ordinal">Documents before it: 0 is the least recent one.</param>
/// <param name="Position">Bytes of documents before it: the sum of their lengths and of 16 bytes for each.</param>
public readonly record struct DocumentPlace(long Ordinal, long Position);
