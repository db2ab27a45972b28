using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Events;

/// <summary>Applies the events of some partitions on a thread of its own, to forks of the modules.</summary>
internal sealed class ReplayWorker : IDisposable
{
    private const int MostWaiting = 4;

    private readonly BlockingCollection<EventBlock> _waiting = new(MostWaiting);
    private readonly ConcurrentBag<EventBlock> _pool = [];
    private readonly Task _running;
    private EventBlock _open = new();
    private volatile bool _isOver;
    private ExceptionDispatchInfo? _fault;

    /// <param name="machine">Holds the forks; the worker's alone until <see cref="Finish"/> returns.</param>
    public ReplayWorker(Machine machine)
    {
        Machine = machine;
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public Machine Machine { get; }

    /// <summary>Whether a module was stopped here, or something failed: nothing more is applied.</summary>
    public bool IsOver => _isOver;

    /// <summary>A worker for some of the partitions.</summary>
    public static ReplayWorker Of(Machine origin, IReadOnlyList<ModuleRunner> forks)
    {
        var machine = new Machine(origin.Catalog, NullLogger.Instance, forks) { Unmatched = [] };
        machine.Restore(new SnapshotStream(
            origin.StreamId, origin.Sequence, origin.Time, System.Collections.Immutable.ImmutableSortedDictionary<string, Cursor>.Empty));
        return new ReplayWorker(machine);
    }

    /// <summary>Hands over a copy of an event. Waits while the worker is far behind.</summary>
    public void Add(in EventView e, int type, bool isNoted)
    {
        if (_open.TryAdd(e, type, isNoted))
            return;
        Hand();
        _open.TryAdd(e, type, isNoted);
    }

    /// <summary>Waits until all that was handed over is applied.</summary>
    /// <exception cref="StateUnreadableException">A cold state could not be read.</exception>
    public void Finish()
    {
        if (!_open.IsEmpty)
            Hand();
        _waiting.CompleteAdding();
        _running.Wait();
        _fault?.Throw();
    }

    public void Dispose()
    {
        _isOver = true;
        _waiting.CompleteAdding();
        _running.Wait();
        _waiting.Dispose();
    }

    private void Hand()
    {
        _waiting.Add(_open);
        _open = _pool.TryTake(out EventBlock? empty) ? empty : new EventBlock();
    }

    /// <summary>Takes all that is handed over to the end, so that who hands over never waits in vain.</summary>
    private void Run()
    {
        foreach (EventBlock block in _waiting.GetConsumingEnumerable())
        {
            if (_isOver)
                continue;
            try
            {
                block.ApplyTo(Machine);
                _isOver = Machine.HasStopped;
            }
            catch (Exception fault)
            {
                _fault = ExceptionDispatchInfo.Capture(fault);
                _isOver = true;
            }

            block.Clear();
            _pool.Add(block);
        }
    }
}
