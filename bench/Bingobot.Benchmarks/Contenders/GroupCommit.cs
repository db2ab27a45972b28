namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// What an expert puts before a store with one writer: a thread takes all that wait, appends them and flushes once for all.
/// </summary>
internal sealed class GroupCommit : IConcurrentAppender, IDisposable
{
    private readonly IDocumentLog _log;
    private readonly CommitThread<Waiter> _thread;

    public GroupCommit(IDocumentLog log)
    {
        _log = log;
        _thread = new CommitThread<Waiter>(Commit);
    }

    public ValueTask AppendDurablyAsync(ReadOnlyMemory<byte> document)
    {
        var waiter = new Waiter(document);
        _thread.Add(waiter);
        return new ValueTask(waiter.Task);
    }

    public void Dispose() => _thread.Dispose();

    private void Commit(List<Waiter> waiters)
    {
        try
        {
            foreach (Waiter waiter in waiters)
                _log.Append(waiter.Document.Span);
            _log.Flush();
            foreach (Waiter waiter in waiters)
                waiter.SetResult();
        }
        catch (Exception e)
        {
            foreach (Waiter waiter in waiters)
                waiter.TrySetException(e);
        }
    }

    private sealed class Waiter(ReadOnlyMemory<byte> document)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public ReadOnlyMemory<byte> Document => document;
    }
}
