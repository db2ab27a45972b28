namespace Bingobot.Storage.Engine;

/// <summary>
/// Counts reads of the store that are under way without the gate, so that the store is not released beneath them. Thread-safe.
/// </summary>
internal sealed class StoreReads
{
    private readonly object _ended = new();
    private int _underWay;
    private bool _closed;

    /// <returns>False when the store is being released: nothing may be read. Otherwise <see cref="End"/> must follow.</returns>
    public bool TryBegin()
    {
        lock (_ended)
        {
            if (_closed)
                return false;
            _underWay++;
            return true;
        }
    }

    public void End()
    {
        lock (_ended)
        {
            if (--_underWay == 0)
                Monitor.PulseAll(_ended);
        }
    }

    /// <summary>Lets no read begin any more, and waits for those under way.</summary>
    public void Close()
    {
        lock (_ended)
        {
            _closed = true;
            while (_underWay > 0)
                Monitor.Wait(_ended);
        }
    }
}
