namespace Bingobot.Storage;

/// <summary>What verifying a store found.</summary>
public sealed class VerifyReport
{
    internal VerifyReport(
        long documents, long bytesRead, long usefulBytes, IReadOnlyList<VerifyFault> faults, VerifyFault? interruptedCommit)
    {
        Documents = documents;
        BytesRead = bytesRead;
        UsefulBytes = usefulBytes;
        Faults = faults;
        InterruptedCommit = interruptedCommit;
    }

    /// <summary>True when no fault was found.</summary>
    public bool IsSound => Faults.Count == 0;

    /// <summary>Documents that were read and found good, at a place in the stack that is certain.</summary>
    public long Documents { get; }

    /// <summary>Bytes of the store that were read.</summary>
    public long BytesRead { get; }

    /// <summary>Bytes [0, this) of the store are useful; what follows is junk.</summary>
    public long UsefulBytes { get; }

    /// <summary>All faults, by offset; where there are more than 10,000, the last one says how many were left out.</summary>
    public IReadOnlyList<VerifyFault> Faults { get; }

    /// <summary>
    /// Where the documents of the newest commit do not fit, and the state before it is the store's; null usually. It is no
    /// fault: a crash while that commit was written leaves this behind, and then nobody was told that it is durable.
    /// </summary>
    public VerifyFault? InterruptedCommit { get; }
}

/// <summary>One fault of a store.</summary>
/// <param name="Offset">Where on the store, in bytes.</param>
/// <param name="Document">Which document, counted from 0, the least recent; null where the fault is none of a document, or it
/// cannot be told of which.</param>
/// <param name="Expected">What was expected there, and what was found.</param>
public sealed record VerifyFault(long Offset, long? Document, string Expected)
{
    /// <summary>What the fault means for who owns the store, in sentences.</summary>
    public string Meaning { get; init; } = "";
}
