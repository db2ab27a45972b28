namespace Bingobot.Storage;

/// <summary>Is shown a document that salvaging a store found whole.</summary>
/// <param name="number">Which document, counted from 0, the least recent; null where its place in the stack is not certain.</param>
/// <param name="document">The document; valid during the call.</param>
/// <returns>Whether to go on.</returns>
public delegate bool SalvageVisitor(long? number, ReadOnlySpan<byte> document);
