using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>Documents in the order in which they were appended. For one thread. Disposing closes in good order.</summary>
internal interface IDocumentLog : IDisposable
{
    void Append(ReadOnlySpan<byte> document);

    /// <summary>Appends documents [first, first + count), batched as suits the contender best.</summary>
    void Append(Documents documents, long first, long count);

    /// <summary>Returns when all that was appended or removed is as durable as the contender makes it.</summary>
    void Flush();

    /// <summary>Reads all documents, the least recent first.</summary>
    void Replay(Reading reading);
}
