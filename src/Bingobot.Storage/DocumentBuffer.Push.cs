using Bingobot.Storage.Concurrency;
using Bingobot.Storage.Engine;

namespace Bingobot.Storage;

/// <content>Pushing where the cache's limits need a look, and writing ahead of need.</content>
public sealed partial class DocumentBuffer
{
    private bool _writeAheadQueued;

    /// <summary>Whether pushing that many bytes would wait for the end of a commit or a write.</summary>
    internal bool PushWouldWait(int documentBytes)
    {
        using Gate.Scope scope = _gate.EnterScope();
        return !_mayChange || (_engine.DropForPush(documentBytes) != PushNeed.Nothing
            && (_writer.IsWritingRecords || _engine.Ledger.WouldOverwriteDurable));
    }

    /// <summary>Whether records could be written now beside a commit under way.</summary>
    internal bool MayWriteRecords => !_writer.IsWritingRecords && _writer.MayWriteRecords();

    internal bool IsWriteAhead(IThreadPoolWorkItem work) => work == _writeAheadWork;

    /// <summary>Pushes where the cache's limits need a look: drops what is on the store, has older documents written, or waits.</summary>
    private void PushSlowly(ReadOnlySpan<byte> document)
    {
        bool mayWriteFirst = true;
        while (true)
        {
            PushNeed need = PushNeed.Nothing;
            bool writeFirst = false;
            bool writeAhead = false;
            bool mayChange;
            using (_gate.EnterScope())
            {
                mayChange = MayChangeUnsynchronized();
                if (mayChange)
                {
                    _writer.NoteWritten();
                    need = _engine.DropForPush(document.Length);
                    writeFirst = mayWriteFirst && need == PushNeed.Nothing && _engine.WantsWriteBeforeFlush(document.Length);
                    mayWriteFirst &= !writeFirst;
                    if (need == PushNeed.Nothing && !writeFirst)
                    {
                        _engine.PushPrepared(document);
                        writeAhead = !_writeAheadQueued && _engine.WantsWriteAhead;
                        _writeAheadQueued |= writeAhead;
                    }
                }
            }

            if (writeAhead)
                _options.Tuning.Schedule(_writeAheadWork);
            if (!mayChange)
                _writer.WaitForCommit();
            else if (writeFirst)
                WriteBeforeFlush();
            else if (need == PushNeed.Nothing || (need == PushNeed.Store && _writer.PushThrough(document, _mayChangeNow)))
                return;
            else if (need == PushNeed.Room)
                _writer.MakeRoom(document.Length);
        }
    }

    /// <summary>Writes ahead on a thread of the pool for as long as pushes want it.</summary>
    private void WriteAheadQueued()
    {
        bool again = true;
        while (again)
        {
            try
            {
                _writer.WriteAhead();
            }
            catch (Exception)
            {
                // The push that needs the room tries again, and throws.
                again = false;
            }

            using (_gate.EnterScope())
            {
                again = again && _mayChange && _engine.WantsWriteAhead;
                _writeAheadQueued = again;
            }
        }
    }

    /// <summary>Writes what will soon be flushed, unless another thread is writing, or something must be committed first.</summary>
    private void WriteBeforeFlush()
    {
        try
        {
            if (MayWriteRecords)
                _writer.WriteBeforeFlush();
        }
        catch (Exception)
        {
            // The flush tries again, and throws.
            return;
        }
    }
}
