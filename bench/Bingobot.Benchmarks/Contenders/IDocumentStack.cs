using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>A log that also gives documents back from its end.</summary>
internal interface IDocumentStack : IDocumentLog
{
    /// <summary>Removes the newest documents, batched as suits the contender best.</summary>
    void Pop(long count, Reading reading);

    /// <summary>Reads the newest documents, the most recent first.</summary>
    void ReadNewest(int count, Reading reading);

    /// <summary>Documents held.</summary>
    long Count { get; }
}
