using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Crash;

/// <content>What other threads would do, done by the only one while it is in the store, or between two steps.</content>
internal sealed partial class CrashSimulation
{
    /// <summary>A commit names the state that it finds, which may be one that others led to after it was asked for.</summary>
    private void Committing(Action action)
    {
        Attempt();
        _isCommitting = true;
        try
        {
            action();
        }
        finally
        {
            _isCommitting = false;
        }
    }

    /// <summary>What other threads would do in the background.</summary>
    private void RunScheduled()
    {
        for (int i = _scheduled.Count; i > 0 && _scheduled.TryDequeue(out IThreadPoolWorkItem? work); i--)
        {
            if (_buffer!.IsWriteAhead(work))
                work.Execute();
            else
                Committing(work.Execute);
        }
    }

    /// <summary>Notes which asynchronous flushes have been acknowledged.</summary>
    private void Settle()
    {
        foreach ((Task flush, ulong target) in _flushes)
        {
            if (flush.IsCompletedSuccessfully)
                _acknowledged = Math.Max(_acknowledged, target);
            else if (flush.Exception?.InnerException is { } e and not (IOException or ObjectDisposedException))
                throw new ViolationException(_seed, $"while flushing: {e.Message}", e);
        }

        _flushes.RemoveAll(flush => flush.Flush.IsCompleted);
    }

    private void WorkDuringBarrier()
    {
        _store.DuringBarrier = null;
        _isInBarrier = true;
        try
        {
            WorkBeside(pop: true, write: true);
        }
        finally
        {
            _isInBarrier = false;
        }

        _store.DuringBarrier = WorkDuringBarrier;
    }

    /// <summary>
    /// Of a write beside a barrier, nothing is removed: the writer might then have to commit first, and wait for the barrier, which
    /// the only thread cannot.
    /// </summary>
    private void WorkDuringWrite()
    {
        _store.DuringWrite = null;
        WorkBeside(pop: !_isInBarrier, write: false);
        _store.DuringWrite = WorkDuringWrite;
    }

    /// <summary>What other threads would do while one is in the store.</summary>
    private void WorkBeside(bool pop, bool write)
    {
        if (_buffer is null || _buffer.IsBusy)
            return;
        try
        {
            for (int i = _random.Next(6); i > 0; i--)
            {
                if (pop && _random.Next(3) == 0)
                    Pop();
                else
                    Push(beside: true);
                if (_isCommitting)
                    Attempt();
                if (write && _scheduled.Count > 0 && _buffer.MayWriteRecords && _random.Next(3) == 0)
                    RunWriteAhead();
            }
        }
        catch (IOException e) when (e is not (PowerCutException or StoreFailedException or CorruptStoreException))
        {
            ExpectUnchanged(e);
        }
    }

    private void RunWriteAhead()
    {
        if (_buffer!.IsWriteAhead(_scheduled.Peek()))
            _scheduled.Dequeue().Execute();
    }
}
