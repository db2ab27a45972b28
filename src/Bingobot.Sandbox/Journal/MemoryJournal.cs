namespace Bingobot.Sandbox;

/// <summary>A journal that lasts as long as the object: for tests, and for worlds that may be forgotten. Thread-safe.</summary>
public sealed class MemoryJournal : ISandboxJournal
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _entries = [];

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> ReadAll()
    {
        byte[][] entries;
        lock (_gate)
            entries = [.. _entries];
        return entries.Select(static entry => (ReadOnlyMemory<byte>)entry);
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> op, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            _entries.Add(op.ToArray());
        return ValueTask.CompletedTask;
    }
}
