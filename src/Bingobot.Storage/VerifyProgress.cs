namespace Bingobot.Storage;

/// <summary>How far verifying a store has come.</summary>
/// <param name="BytesDone">Bytes of the store that have been read and judged.</param>
/// <param name="BytesTotal">Bytes that there are to read; the store's length when verifying began.</param>
public readonly record struct VerifyProgress(long BytesDone, long BytesTotal);
