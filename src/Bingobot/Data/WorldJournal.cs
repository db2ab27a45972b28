using Bingobot.Sandbox;
using Bingobot.Storage;

namespace Bingobot.Data;

/// <summary>The sandbox's journal in a DocumentBuffer: one document an entry, one barrier an append.</summary>
internal sealed class WorldJournal : ISandboxJournal, IDisposable
{
    private const string Mend = "Restore the file from a copy, or move it away: the sandbox then begins anew.";

    private readonly DocumentBuffer _buffer;
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens the journal, and makes it where there is none.</summary>
    /// <param name="folder">The sandbox's folder.</param>
    /// <exception cref="FatalException">The file is not a journal, or a damaged one. Nothing was changed.</exception>
    public static WorldJournal Open(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = System.IO.Path.Combine(folder, "world.journal");
        try
        {
            var journal = new WorldJournal(
                path,
                DocumentBuffer.Open(path, new DocumentBufferOptions { CacheDocuments = 256, CacheBytes = 4 * 1024 * 1024 }));
            journal.MakeDurable();
            return journal;
        }
        catch (CorruptStoreException e)
        {
            throw DamagedFile.Error(path, e, Mend);
        }
    }

    /// <summary>A journal in a buffer, which it closes.</summary>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="buffer">The entries.</param>
    internal WorldJournal(string path, DocumentBuffer buffer)
    {
        Path = path;
        _buffer = buffer;
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
        if (_failed.Task.IsCompleted)
            throw new InvalidOperationException($"{Path} failed earlier and is not written any more.");
        bool pushed = false;
        try
        {
            _buffer.Push(op.Span);
            pushed = true;
            await _buffer.FlushAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            if (pushed)
                Abandon();
            _failed.TrySetResult(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private List<byte[]> ReadSome(long skip, int most)
    {
        var some = new List<byte[]>(most);
        try
        {
            foreach (ReadOnlySpan<byte> entry in _buffer.ReadForward(skip))
            {
                some.Add(entry.ToArray());
                if (some.Count == most)
                    break;
            }
        }
        catch (CorruptStoreException e)
        {
            throw DamagedFile.Error(Path, e, Mend);
        }

        return some;
    }

    /// <summary>What was refused must not become durable later, when the file is closed.</summary>
    /// <summary>Bots are told of what is in it, so it must be durable: after a crash this is what recovers the store.</summary>
    private void MakeDurable()
    {
        bool durable = false;
        try
        {
            _buffer.Flush();
            durable = true;
        }
        finally
        {
            if (!durable)
                _buffer.Dispose();
        }
    }

    private void Abandon()
    {
        try
        {
            _buffer.Remove(1);
        }
        catch (StoreFailedException)
        {
            // A poisoned buffer writes nothing any more, so there is nothing to take back.
            return;
        }
    }
}
