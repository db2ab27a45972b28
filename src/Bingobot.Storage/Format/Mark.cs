namespace Bingobot.Storage.Format;

/// <summary>A boundary between two records, and what is known of the stack that ends there.</summary>
/// <param name="Position">Bytes of documents before it.</param>
/// <param name="Chain">Chain of the record that ends there.</param>
/// <param name="Count">Documents before it.</param>
/// <param name="OpNumber">Changes that led to the stack ending there.</param>
internal readonly record struct Mark(long Position, ulong Chain, long Count, ulong OpNumber);
