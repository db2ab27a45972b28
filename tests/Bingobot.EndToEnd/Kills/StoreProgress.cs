using System.Buffers.Binary;

namespace Bingobot.EndToEnd.Kills;

/// <summary>
/// How often a store has been committed, read from its slots as <c>docs/format.md</c> lays them out, without touching it.
/// </summary>
internal sealed class StoreProgress : IDisposable
{
    private const int Pages = 4;
    private const int PageBytes = 4 * 1024;
    private const int SeqOffset = 16 + sizeof(ulong);

    private readonly FileStream _file;

    /// <summary>Watches a store.</summary>
    public StoreProgress(string path) =>
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>The number of the newest commit, which may be half written.</summary>
    public ulong Commits()
    {
        Span<byte> seq = stackalloc byte[sizeof(ulong)];
        ulong newest = 0;
        for (int page = 0; page < Pages; page++)
        {
            if (RandomAccess.Read(_file.SafeFileHandle, seq, (page * PageBytes) + SeqOffset) == seq.Length)
                newest = Math.Max(newest, BinaryPrimitives.ReadUInt64LittleEndian(seq));
        }

        return newest;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
