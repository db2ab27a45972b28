namespace Bingobot.Storage;

/// <summary>What verifying a store found.</summary>
public sealed class VerifyReport
{
    internal VerifyReport(long documents, long bytesRead, long usefulBytes, IReadOnlyList<VerifyFault> faults)
    {
        Documents = documents;
        BytesRead = bytesRead;
        UsefulBytes = usefulBytes;
        Faults = faults;
    }

    /// <summary>True when no fault was found.</summary>
    public bool IsSound => Faults.Count == 0;

    /// <summary>Documents that were read and found good.</summary>
    public long Documents { get; }

    /// <summary>Bytes read.</summary>
    public long BytesRead { get; }

    /// <summary>Bytes [0, this) of the store are useful; what follows is junk.</summary>
    public long UsefulBytes { get; }

    /// <summary>All faults, by offset.</summary>
    public IReadOnlyList<VerifyFault> Faults { get; }
}

/// <summary>One fault of a store.</summary>
/// <param name="Offset">Where on the store, in bytes.</param>
/// <param name="Document">Which document, counted from 0, the least recent; null where the fault is none of a document.</param>
/// <param name="Expected">What was expected there, and what was found.</param>
public sealed record VerifyFault(long Offset, long? Document, string Expected);
