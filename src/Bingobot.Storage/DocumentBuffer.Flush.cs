using Bingobot.Storage.Concurrency;

namespace Bingobot.Storage;

/// <content>Making durable, and closing. Whoever commits does so for all who wait.</content>
public sealed partial class DocumentBuffer
{
    private const int TriesBesidePushes = 3;

    private bool _commitQueued;

    /// <summary>Returns when all documents pushed and removed before are on the store, behind a barrier.</summary>
    /// <remarks>
    /// After opening a store that had not been closed, it makes durable what was found, also where nothing has changed since.
    /// </remarks>
    /// <exception cref="StoreFailedException">A barrier or slot failed, now or before: it is not known what is durable.</exception>
    /// <exception cref="IOException">Writing documents failed (a full disk): nothing changed, and one may try again.</exception>
    public void Flush()
    {
        using (_gate.EnterScope())
        {
            ThrowIfClosedUnsynchronized();
            if (_options.ReadOnly)
                return;
            ThrowIfPoisonedUnsynchronized();
            if (_writer.IsAllDurable)
                return;
        }

        _writer.Commit();
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
        Task durable;
        bool queue;
        using (_gate.EnterScope())
        {
            ThrowIfClosedUnsynchronized();
            if (_options.ReadOnly)
                return ValueTask.CompletedTask;
            ThrowIfPoisonedUnsynchronized();
            if (_writer.IsAllDurable)
                return ValueTask.CompletedTask;
            durable = _flushes.Join(_engine.OpNumber);
            queue = _flushes.IsNextAwaited && !_commitQueued;
            _commitQueued |= queue;
        }

        if (queue)
            _options.Tuning.Schedule(_commitWork);
        return new ValueTask(durable.WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Flushes, marks the store as closed and releases it. The store's bytes [0, returned) are useful; what follows, on a store
    /// that cannot be truncated, is junk that the caller may cut off and that opening never looks at.
    /// </summary>
    /// <returns>The useful length of the store in bytes. The same when called again, also the failure of the store.</returns>
    /// <exception cref="IOException">
    /// Writing documents failed (a full disk): the buffer stays open, and one may try again. Or all is durable and closed, but
    /// the junk could not be cut off.
    /// </exception>
    /// <exception cref="StoreFailedException">The store failed, now or before. The buffer is closed and the store released.</exception>
    public long Close()
    {
        lock (_closeLock)
        {
            if (_closed)
            {
                // A close that failed knows no length: the caller would cut off what it must not.
                if (!_closedWhole)
                    _writer.ThrowIfPoisoned();
                return _usefulBytes;
            }

            try
            {
                if (!_options.ReadOnly)
                    FlushForClose();
                else
                    MarkClosed();
                _closedWhole = true;
                return _usefulBytes;
            }
            catch (StoreFailedException)
            {
                MarkClosed();
                throw;
            }
            finally
            {
                ReleaseIfClosed();
            }
        }
    }

    /// <summary>
    /// Closes, as <see cref="Close"/>. When the store failed earlier, which was thrown then, it is only released.
    /// </summary>
    public void Dispose()
    {
        lock (_closeLock)
        {
            if (_closed)
                return;
            try
            {
                if (!_writer.IsPoisoned)
                    Close();
            }
            finally
            {
                MarkClosed();
                ReleaseIfClosed();
            }
        }
    }

    /// <summary>Closes, as <see cref="Dispose"/>, without blocking the caller.</summary>
    /// <returns>Done when closed.</returns>
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));

    /// <summary>
    /// Commits until nothing is left to commit. Who changes the stack all the time is made to wait in the end, and finds it closed.
    /// </summary>
    private void FlushForClose()
    {
        try
        {
            for (int tries = 0; !TryMarkClosed(); tries++)
            {
                if (tries == TriesBesidePushes)
                    HoldChanges();
                _writer.Commit();
            }
        }
        finally
        {
            ReleaseChanges();
        }

        _writer.CommitClean();
        if (_options.TruncateOnClose && _store is ITruncatableStore store && store.Length > _usefulBytes)
            Truncate(store, _usefulBytes);
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

    private bool TryMarkClosed()
    {
        using Gate.Scope scope = _gate.EnterScope();
        ThrowIfPoisonedUnsynchronized();
        if (!_writer.IsAllDurable)
            return false;
        MarkClosedUnsynchronized();
        return true;
    }

    private void MarkClosed()
    {
        using Gate.Scope scope = _gate.EnterScope();
        MarkClosedUnsynchronized();
    }

    private void MarkClosedUnsynchronized()
    {
        if (_closed)
            return;
        _usefulBytes = _engine.UsefulBytes;
        _closed = true;
        ForbidChangesUnsynchronized();
    }

    private void ReleaseIfClosed()
    {
        if (!_closed || _released)
            return;
        _released = true;
        _writer.FailWaiting(new ObjectDisposedException(nameof(DocumentBuffer)));
        _writer.End();
        _engine.Reads.Close();
        using (_gate.EnterScope())
            _engine.ReleaseMemory();
        if (!_leaveOpen)
            _store.Dispose();
    }

    private void HoldChanges()
    {
        using Gate.Scope scope = _gate.EnterScope();
        _changesHeld = true;
        ForbidChangesUnsynchronized();
    }

    private void ReleaseChanges()
    {
        using Gate.Scope scope = _gate.EnterScope();
        if (!_changesHeld)
            return;
        _changesHeld = false;
        AllowChangesUnsynchronized();
    }

    /// <summary>Commits on a thread of the pool for those who wait asynchronously.</summary>
    private void CommitQueued()
    {
        try
        {
            _writer.Commit();
        }
        catch (Exception)
        {
            // Whoever waits has been told.
        }

        bool again;
        using (_gate.EnterScope())
        {
            again = _flushes.IsNextAwaited && !_closed;
            _commitQueued = again;
        }

        // Behind those who were just served: what they push now goes along.
        if (again)
            _options.Tuning.Schedule(_commitWork);
    }

    /// <summary>Work for a thread of the pool that can be queued again and again without allocating.</summary>
    private sealed class Work(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
