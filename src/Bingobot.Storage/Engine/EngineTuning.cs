using System.Security.Cryptography;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>Sizes and sources that tests make small or repeatable.</summary>
internal sealed record EngineTuning
{
    public static EngineTuning Default { get; } = new();

    /// <summary>
    /// Bytes of a chunk of frames in memory; larger documents get a chunk of their own. With the lead, a size that the pool has.
    /// </summary>
    public int ChunkBytes { get; init; } = (128 * 1024) - Frame.ChainBytes;

    /// <summary>A flush of more bytes than this proves them before it names them, so that recovery reads little.</summary>
    public long UnprovenLimit { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes read from the store at a time where documents are walked over.</summary>
    public int ReadBytes { get; init; } = (256 * 1024) - Frame.ChainBytes;

    /// <summary>Bytes of the most recent documents that are brought into memory on opening, at most; so much costs a fraction of a millisecond.</summary>
    public long OpeningBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Blocks that a reader has read ahead by another thread, at most; 0 for none, where there is no other core. So many that a
    /// block has left the reader's second-level cache before it is filled anew: fewer are slower than none (ADR 10).
    /// </summary>
    public int ReadAheadBlocks { get; init; } = Environment.ProcessorCount > 1 ? 8 : 0;

    /// <summary>Less than this is not worth another thread's time.</summary>
    public long WriteAheadBytes { get; init; } = 32 * 1024;

    /// <summary>Flushes of so much, one after the other, have what is pushed written before the next one.</summary>
    public long LargeFlushBytes { get; init; } = 512 * 1024;

    public Func<ulong> Salt { get; init; } = static () => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Has work done soon by another thread, in the order in which it was asked for.</summary>
    public Action<IThreadPoolWorkItem> Schedule { get; init; } =
        static work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    public ProtocolFlaws Flaws { get; init; }
}
