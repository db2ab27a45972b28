using Bingobot.Sandbox;
using Bingobot.Storage;

namespace Bingobot.Data;

/// <summary>The sandbox's journal in a DocumentBuffer: one document an entry, one barrier an append.</summary>
internal sealed class WorldJournal : ISandboxJournal, IDisposable
{
    private readonly DocumentBuffer _buffer;
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens the journal, and makes it where there is none.</summary>
    /// <param name="folder">The sandbox's folder.</param>
    /// <exception cref="FatalException">The file is not a journal, or a damaged one. Nothing was changed.</exception>
    public WorldJournal(string folder)
    {
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, "world.journal");
        try
        {
            _buffer = DocumentBuffer.Open(Path, new DocumentBufferOptions { CacheDocuments = 256, CacheBytes = 4 * 1024 * 1024 });
        }
        catch (CorruptStoreException e)
        {
            throw new FatalException(
                ExitCode.Corrupt, $"{Path}: {e.Message} Restore it from a copy, or move it away: the sandbox then begins anew.", e);
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Completes with the reason when an entry could not be made durable.</summary>
    public Task<Exception> Failed => _failed.Task;

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> ReadAll()
    {
        const int AtOnce = 256;
        for (long read = 0; read < _buffer.Count;)
        {
            List<byte[]> some = ReadSome(read, AtOnce);
            read += some.Count;
            foreach (byte[] entry in some)
                yield return entry;
        }
    }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> op, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _buffer.Push(op.Span);
            await _buffer.FlushAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            _failed.TrySetResult(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private List<byte[]> ReadSome(long skip, int most)
    {
        var some = new List<byte[]>(most);
        foreach (ReadOnlySpan<byte> entry in _buffer.ReadForward(skip))
        {
            some.Add(entry.ToArray());
            if (some.Count == most)
                break;
        }

        return some;
    }
}
