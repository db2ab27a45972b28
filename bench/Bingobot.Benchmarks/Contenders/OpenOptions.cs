namespace Bingobot.Benchmarks.Contenders;

/// <summary>What an expert would know before configuring a store.</summary>
/// <param name="DocumentBytes">Bytes of a document.</param>
/// <param name="Use">What the store is opened for.</param>
internal sealed record OpenOptions(int DocumentBytes, Use Use);

internal enum Use
{
    /// <summary>Many changes between two flushes.</summary>
    Bulk,

    /// <summary>A flush after few changes.</summary>
    DurableBatches,
}
