using System.Diagnostics;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Concurrency;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>
/// All writing to the store, in the order that the <see cref="Ledger"/> allows, from any thread. Records are written by one
/// thread at a time, slots and barriers too; records may be written while a barrier runs. The gate is not held while writing, so
/// that pushing goes on (but for a document that the cache cannot hold). Locks are taken in the order commit, records, gate.
/// </summary>
internal sealed partial class StoreWriter(IBackingStore store, StackEngine engine, Gate gate, FlushQueue flushes, EngineTuning tuning)
{
    private const int SealBytes = 16 * 1024;
    private const int SpinsForWriter = 200;

    /// <summary>Why records are written out although nobody commits.</summary>
    private enum WriteReason
    {
        /// <summary>A push needs room.</summary>
        Room,

        /// <summary>A push will need room.</summary>
        Ahead,

        /// <summary>A large flush is expected.</summary>
        Flush,
    }

    private readonly Lock _commit = new();
    private readonly Lock _records = new();
    private readonly SlotWriter _slots = new(store, tuning);
    private readonly List<Segment> _segments = [];
    private FoundState? _recoveryOwed = engine.Found;
    private volatile bool _ended;
    private volatile bool _isWritingRecords;

    /// <summary>Where the segments that are being written have been written up to.</summary>
    private long _written = engine.Ledger.Stored;

    /// <summary>Told, under the gate, that the store is poisoned.</summary>
    public Action? Poisoned { get; init; }

    /// <summary>Whether a thread writes records, or holds them still; the simulation works on only when none does.</summary>
    public bool IsWritingRecords => _isWritingRecords;

    /// <summary>True when the stack as it is now is durable. The gate is held.</summary>
    public bool IsAllDurable => engine.Ledger.IsCommitted && _recoveryOwed is null or { State.Clean: true };

    public bool IsPoisoned => _slots.Poison is not null;

    private Ledger Ledger => engine.Ledger;

    public void ThrowIfPoisoned() => _slots.ThrowIfPoisoned();

    /// <summary>Formats a new store. What was found in another is not touched until something is to be written.</summary>
    public void FormatIfNew()
    {
        if (_recoveryOwed is not { IsNew: true })
            return;
        lock (_commit)
            lock (_records)
                Recover();
    }

    /// <summary>Writes records out so that a push of that many bytes finds room, or waits for another thread that does.</summary>
    public void MakeRoom(int documentBytes)
    {
        if (!AwaitWriter())
            WriteOut(WriteReason.Room, documentBytes);
        if (tuning.Flaws.HasFlag(ProtocolFlaws.DemotionCommits))
            Commit();
    }

    /// <summary>Writes records out before a push needs room.</summary>
    public void WriteAhead() => WriteOut(WriteReason.Ahead);

    /// <summary>Writes records out before a large flush that is expected.</summary>
    public void WriteBeforeFlush() => WriteOut(WriteReason.Flush);

    /// <summary>Pushes a document that the cache cannot hold. Others wait for the store meanwhile.</summary>
    /// <param name="document">The document.</param>
    /// <param name="mayPush">Asked under the gate; throws, or says that something else is to be done first.</param>
    /// <returns>False when <paramref name="mayPush"/> said so.</returns>
    public bool PushThrough(ReadOnlySpan<byte> document, Func<bool> mayPush)
    {
        while (true)
        {
            EnterRecords();
            try
            {
                using Gate.Scope scope = gate.EnterScope();
                if (!mayPush())
                    return false;
                if (!NeedsCommitFirst)
                {
                    engine.PushToStore(document);
                    return true;
                }
            }
            finally
            {
                ExitRecords();
            }

            CommitFirst(toPush: true);
        }
    }

    /// <summary>Whether records may be written without a commit before.</summary>
    public bool MayWriteRecords()
    {
        using Gate.Scope scope = gate.EnterScope();
        return !NeedsCommitFirst;
    }

    /// <summary>Whether the next record that is written must wait for a commit. The gate is held.</summary>
    private bool NeedsCommitFirst => _recoveryOwed is not null || Ledger.WouldOverwriteDurable;

    /// <summary>Takes notice of records that another thread is just writing, as far as it has come. The gate is held.</summary>
    public void NoteWritten() => Ledger.WrittenTo(Volatile.Read(ref _written));

    /// <summary>Waits until a commit that may be under way has ended.</summary>
    public void WaitForCommit()
    {
        lock (_commit)
        {
        }
    }

    /// <summary>Waits until nothing is being written; records will not be any more.</summary>
    public void End()
    {
        lock (_commit)
        {
            lock (_records)
                _ended = true;
        }
    }

    /// <summary>Waits a little for the thread that writes records, which sleeping would take longer than.</summary>
    /// <returns>False when there is none, or it takes too long.</returns>
    private bool AwaitWriter()
    {
        long written = Volatile.Read(ref _written);
        var spinner = default(SpinWait);
        for (int i = 0; i < SpinsForWriter && IsWritingRecords; i++)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
            if (Volatile.Read(ref _written) != written)
                return true;
        }

        return false;
    }

    /// <summary>Writes records out for as long as there is need.</summary>
    private void WriteOut(WriteReason reason, int documentBytes = 0)
    {
        bool isDone = false;
        while (!isDone)
        {
            EnterRecords();
            try
            {
                while (TryCapture(reason, documentBytes, out isDone))
                    WriteSegments();
            }
            finally
            {
                ReleaseSegments();
                ExitRecords();
            }

            if (!isDone)
                CommitFirst(toPush: false);
        }
    }

    /// <summary>Settles what was written last, and captures what is to be written next.</summary>
    /// <param name="reason">Why it is written.</param>
    /// <param name="documentBytes">Of the document that room is made for.</param>
    /// <param name="isDone">When nothing was captured: whether nothing is needed, or something must be committed first.</param>
    private bool TryCapture(WriteReason reason, int documentBytes, out bool isDone)
    {
        using Gate.Scope scope = gate.EnterScope();
        SettleSegments();
        long to = reason switch
        {
            WriteReason.Room => engine.BoundaryToMakeRoom(documentBytes),
            WriteReason.Ahead when engine.WantsWriteAhead => engine.BoundaryToWriteAhead(),
            WriteReason.Flush => engine.BoundaryToWriteBeforeFlush(),
            _ => 0,
        };
        isDone = to <= Ledger.Stored || IsPoisoned || _ended;
        if (isDone || NeedsCommitFirst)
            return false;
        CaptureUpTo(to);
        return true;
    }

    private void CaptureUpTo(long to)
    {
        Debug.Assert(_segments.Count == 0);
        engine.Cache.Seal(to);
        engine.Cache.Capture(Ledger.Stored, to, _segments);
        Ledger.WriteBegun(to);
        Volatile.Write(ref _written, Ledger.Stored);
    }

    private void WriteSegments()
    {
        foreach (Segment segment in _segments)
        {
            store.Write(StoreLayout.OffsetOf(segment.Position), segment.Bytes.Span);
            Volatile.Write(ref _written, segment.End);
        }
    }

    /// <summary>The segments have been written, or some of them. The gate is held.</summary>
    private void SettleSegments()
    {
        if (_segments.Count == 0)
            return;
        NoteWritten();
        foreach (Segment segment in _segments)
            engine.Cache.Unpin(segment);
        _segments.Clear();
    }

    private void ReleaseSegments()
    {
        if (_segments.Count == 0)
            return;
        using Gate.Scope scope = gate.EnterScope();
        SettleSegments();
    }

    /// <summary>
    /// Recovers, and commits the lowest state where records would overwrite what the durable slot names. By the time that they
    /// are written, this may have to be done once more.
    /// </summary>
    /// <param name="toPush">Whether a record comes for certain, also where none waits to be written now.</param>
    private void CommitFirst(bool toPush)
    {
        Debug.Assert(!_commit.IsHeldByCurrentThread);
        lock (_commit)
        {
            EnterRecords();
            try
            {
                if (_ended)
                    return;
                Recover();
                bool isLow;
                using (gate.EnterScope())
                    isLow = toPush ? Ledger.WouldOverwriteDurable : Ledger.MustCommitLowPoint;
                if (isLow)
                    CommitLowPoint();
            }
            finally
            {
                ExitRecords();
            }
        }
    }

    private void EnterRecords()
    {
        Debug.Assert(!_records.IsHeldByCurrentThread);
        _records.Enter();
        _isWritingRecords = true;
    }

    private void ExitRecords()
    {
        _isWritingRecords = false;
        _records.Exit();
    }

    private void TellIfPoisoned()
    {
        if (!IsPoisoned)
            return;
        using (gate.EnterScope())
            Poisoned?.Invoke();
    }
}
