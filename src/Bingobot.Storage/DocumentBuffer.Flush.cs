namespace Bingobot.Storage;

/// <content>
/// Making durable. One thread at a time runs a commit; its barrier runs outside the lock, and all who wait for a state that it
/// covers are done with it.
/// </content>
public sealed partial class DocumentBuffer
{
    private readonly List<FlushWaiter> _waiters = [];
    private bool _committing;
    private bool _pumpQueued;

    /// <summary>Returns when all documents pushed and removed before are on the store, behind a barrier.</summary>
    /// <exception cref="StoreFailedException">A barrier or slot failed, now or before: it is not known what is durable.</exception>
    /// <exception cref="IOException">Writing documents failed (a full disk): nothing changed, and one may try again.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            ThrowIfClosedUnsynchronized();
            if (!_options.ReadOnly)
                FlushUnsynchronized();
        }
    }

    /// <summary>
    /// As <see cref="Flush"/>, without blocking the caller: one barrier serves all that wait. Pushing goes on meanwhile.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; what was flushed by then, or is about to be, stays flushed.</param>
    /// <returns>Done when durable.</returns>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);
        FlushWaiter waiter;
        lock (_gate)
        {
            ThrowIfClosedUnsynchronized();
            if (_options.ReadOnly)
                return ValueTask.CompletedTask;
            _engine.Committer.ThrowIfPoisoned();
            if (_engine.Committer.Ledger.IsCommitted)
                return ValueTask.CompletedTask;
            waiter = JoinUnsynchronized();
            QueuePumpUnsynchronized();
        }

        return new ValueTask(waiter.Task.WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Flushes, marks the store as closed and releases it. The store's bytes [0, returned) are useful; what follows, on a store
    /// that cannot be truncated, is junk that the caller may cut off and that opening never looks at.
    /// </summary>
    /// <returns>The useful length of the store in bytes. The same when called again, also the failure of the store.</returns>
    /// <exception cref="IOException">Writing documents failed (a full disk): the buffer stays open, and one may try again.</exception>
    /// <exception cref="StoreFailedException">The store failed, now or before. The buffer is closed and the store released.</exception>
    public long Close()
    {
        lock (_gate)
        {
            if (_closed)
            {
                // Without a close that worked there is no length: 0 would have the caller cut off everything.
                if (_usefulBytes == 0)
                    _engine.Committer.ThrowIfPoisoned();
                return _usefulBytes;
            }

            try
            {
                if (!_options.ReadOnly)
                    FlushForCloseUnsynchronized();
                if (_closed)
                    return _usefulBytes;
                _usefulBytes = _engine.UsefulBytes;
                ReleaseUnsynchronized();
                return _usefulBytes;
            }
            catch (StoreFailedException)
            {
                ReleaseUnsynchronized();
                throw;
            }
        }
    }

    /// <summary>
    /// Closes, as <see cref="Close"/>. When the store failed earlier, which was thrown then, it is only released.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            try
            {
                if (!_engine.Committer.IsPoisoned)
                    Close();
            }
            finally
            {
                ReleaseUnsynchronized();
            }
        }
    }

    /// <summary>Closes, as <see cref="Dispose"/>, without blocking the caller.</summary>
    /// <returns>Done when closed.</returns>
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));

    private void FlushUnsynchronized()
    {
        ulong target = _engine.OpNumber;
        while (true)
        {
            ThrowIfClosedUnsynchronized();
            _engine.Committer.ThrowIfPoisoned();
            if (_engine.Committer.Ledger.Durable.OpNumber >= target)
                return;
            if (_committing)
                WaitForCommitUnsynchronized();
            else
                CommitUnsynchronized();
        }
    }

    private void FlushForCloseUnsynchronized()
    {
        while (_committing)
            WaitForCommitUnsynchronized();
        if (_closed)
            return;
        _engine.Committer.ThrowIfPoisoned();
        if (_engine.BeginFlush())
        {
            _engine.Committer.Barrier();
            _engine.Committer.EndFlush();
        }

        CompleteWaitersUnsynchronized();
        _engine.WriteCleanSlot();
        if (_options.TruncateOnClose && _store is ITruncatableStore store && store.Length > _engine.UsefulBytes)
            Truncate(store, _engine.UsefulBytes);
    }

    private static void Truncate(ITruncatableStore store, long length)
    {
        try
        {
            store.SetLength(length);
        }
        catch (NotSupportedException)
        {
            // A stream or device whose length is fixed keeps its junk, which nobody interprets.
            return;
        }
    }

    /// <summary>Commits the present state; the lock is released while the barrier runs.</summary>
    private void CommitUnsynchronized()
    {
        _committing = true;
        bool ended = false;
        try
        {
            if (_engine.BeginFlush())
            {
                BarrierOutsideLockUnsynchronized();
                _engine.Committer.EndFlush();
            }

            ended = true;
        }
        finally
        {
            _committing = false;
            Monitor.PulseAll(_gate);
            if (ended)
                CompleteWaitersUnsynchronized();
            if (_waiters.Count > 0)
                QueuePumpUnsynchronized();
        }
    }

    private void BarrierOutsideLockUnsynchronized()
    {
        Monitor.Exit(_gate);
        try
        {
            _engine.Committer.Barrier();
        }
        finally
        {
            Monitor.Enter(_gate);
        }
    }

    private void WaitForCommitUnsynchronized() => Monitor.Wait(_gate);

    private FlushWaiter JoinUnsynchronized()
    {
        ulong target = _engine.OpNumber;
        if (_waiters.Count > 0 && _waiters[^1].Target == target)
            return _waiters[^1];
        var waiter = new FlushWaiter(target);
        _waiters.Add(waiter);
        return waiter;
    }

    private void QueuePumpUnsynchronized()
    {
        if (_pumpQueued || _committing)
            return;
        _pumpQueued = true;
        ThreadPool.UnsafeQueueUserWorkItem(static buffer => buffer.Pump(), this, preferLocal: false);
    }

    /// <summary>Commits on a pool thread for those who wait asynchronously.</summary>
    private void Pump()
    {
        lock (_gate)
        {
            _pumpQueued = false;
            while (_waiters.Count > 0 && !_committing && !_closed)
            {
                int served = _waiters.Count;
                try
                {
                    CommitUnsynchronized();
                }
                catch (Exception e)
                {
                    FailWaitersUnsynchronized(_engine.Committer.IsPoisoned ? _waiters.Count : Math.Min(served, _waiters.Count), e);
                }
            }
        }
    }

    private void CompleteWaitersUnsynchronized()
    {
        ulong durable = _engine.Committer.Ledger.Durable.OpNumber;
        int done = 0;
        while (done < _waiters.Count && _waiters[done].Target <= durable)
            _waiters[done++].SetResult();
        _waiters.RemoveRange(0, done);
    }

    private void FailWaitersUnsynchronized(int count, Exception e)
    {
        for (int i = 0; i < count; i++)
            _waiters[i].SetException(e);
        _waiters.RemoveRange(0, count);
    }

    private void ReleaseUnsynchronized()
    {
        if (_closed)
            return;
        while (_committing)
            WaitForCommitUnsynchronized();
        _closed = true;
        FailWaitersUnsynchronized(_waiters.Count, new ObjectDisposedException(nameof(DocumentBuffer)));
        Monitor.PulseAll(_gate);
        _engine.ReleaseMemory();
        if (!_leaveOpen)
            _store.Dispose();
    }

    private sealed class FlushWaiter(ulong target) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        /// <summary>The change that must be durable.</summary>
        public ulong Target { get; } = target;
    }
}
