namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// What an expert puts before a store with one writer: a thread takes all that wait, appends them and flushes once for all.
/// </summary>
internal sealed class GroupCommit : IConcurrentAppender, IDisposable
{
    private readonly IDocumentLog _log;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _arrived = new(initialState: false);
    private readonly Thread _writer;
    private List<Waiter> _waiting = [];
    private List<Waiter> _taken = [];
    private volatile bool _ended;

    public GroupCommit(IDocumentLog log)
    {
        _log = log;
        _writer = new Thread(Write) { IsBackground = true, Name = "group commit" };
        _writer.Start();
    }

    public ValueTask AppendDurablyAsync(ReadOnlyMemory<byte> document)
    {
        var waiter = new Waiter(document);
        bool first;
        lock (_gate)
        {
            first = _waiting.Count == 0;
            _waiting.Add(waiter);
        }

        if (first)
            _arrived.Set();
        return new ValueTask(waiter.Task);
    }

    public void Dispose()
    {
        _ended = true;
        _arrived.Set();
        _writer.Join();
        _arrived.Dispose();
    }

    private void Write()
    {
        while (true)
        {
            _arrived.WaitOne();
            if (_ended)
                return;
            lock (_gate)
                (_waiting, _taken) = (_taken, _waiting);
            Commit(_taken);
            _taken.Clear();
        }
    }

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
