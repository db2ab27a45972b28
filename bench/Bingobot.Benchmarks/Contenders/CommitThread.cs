namespace Bingobot.Benchmarks.Contenders;

/// <summary>One thread that takes all that wait, and commits them at once, while others come to wait for the next commit.</summary>
/// <typeparam name="TWaiter">Who waits, and for what.</typeparam>
internal sealed class CommitThread<TWaiter> : IDisposable
{
    private readonly Action<List<TWaiter>> _commit;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _arrived = new(initialState: false);
    private readonly Thread _writer;
    private List<TWaiter> _waiting = [];
    private List<TWaiter> _taken = [];
    private volatile bool _ended;

    /// <param name="commit">Commits them, and tells each of them how it came out; it does not throw.</param>
    public CommitThread(Action<List<TWaiter>> commit)
    {
        _commit = commit;
        _writer = new Thread(Write) { IsBackground = true, Name = "group commit" };
        _writer.Start();
    }

    public void Add(TWaiter waiter)
    {
        bool first;
        lock (_gate)
        {
            first = _waiting.Count == 0;
            _waiting.Add(waiter);
        }

        if (first)
            _arrived.Set();
    }

    /// <summary>Ends the thread; who still waits is not committed.</summary>
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
            _commit(_taken);
            _taken.Clear();
        }
    }
}
