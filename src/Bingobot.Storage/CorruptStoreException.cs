namespace Bingobot.Storage;

/// <summary>The store's bytes are not what the format demands. Nothing was written.</summary>
public sealed class CorruptStoreException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="offset">Where on the store, in bytes.</param>
    /// <param name="expected">What was expected there.</param>
    /// <param name="mend">What one can do about it.</param>
    public CorruptStoreException(long offset, string expected, string mend)
        : base($"The store is corrupt at offset {offset}: expected {expected}. {mend}")
    {
        Offset = offset;
        Expected = expected;
    }

    /// <summary>Where on the store, in bytes.</summary>
    public long Offset { get; }

    /// <summary>What was expected there, and what was found.</summary>
    public string Expected { get; }
}
