using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>Reads every byte of a store and says what is wrong with it.</summary>
internal sealed class StoreVerifier(IBackingStore store, EngineTuning tuning)
{
    private readonly List<VerifyFault> _faults = [];
    private readonly RecordReader _records = new(store);
    private long _documents;
    private long _bytesRead;

    public VerifyReport Verify()
    {
        var opener = new StoreOpener(store, tuning);
        SlotScan scan = opener.Scan();
        _bytesRead = Math.Min(store.Length, StoreLayout.DocumentsOffset);
        FoundState? found = null;
        try
        {
            found = opener.Find(besideWriter: false);
        }
        catch (CorruptStoreException e)
        {
            _faults.Add(new VerifyFault(e.Offset, null, e.Expected));
        }

        if (found is { IsNew: true })
            return Report(0);
        Slot? state = found?.State ?? scan.Candidates().Cast<Slot?>().FirstOrDefault();
        VerifySlots(scan, state);
        if (state is { } slot)
        {
            VerifyRecords(slot);
            ReadJunk(StoreLayout.OffsetOf(slot.Tail));
        }

        return Report(state is { } s ? StoreLayout.OffsetOf(s.Tail) : 0);
    }

    private VerifyReport Report(long usefulBytes) =>
        new(_documents, _bytesRead, usefulBytes, [.. _faults.Distinct().OrderBy(fault => fault.Offset)]);

    private void VerifySlots(SlotScan scan, Slot? state)
    {
        foreach (SlotCopy copy in scan.Copies)
        {
            string name = $"slot {copy.Id}, copy {copy.Copy}: ";
            SlotCopy twin = scan.Copies.Single(other => other.Id == copy.Id && other.Copy != copy.Copy);
            if (copy.Slot is not { } slot)
            {
                if (!copy.IsBlank || !twin.IsBlank)
                    _faults.Add(new VerifyFault(copy.Offset, null, name + copy.Fault));
            }
            else if (state is { } taken && slot.Salt != taken.Salt)
            {
                _faults.Add(new VerifyFault(copy.Offset + 16, null, name + $"salt {taken.Salt:x16}, found {slot.Salt:x16}"));
            }
            else if (twin.Slot is { } other && other != slot && slot.Seq < other.Seq)
            {
                _faults.Add(new VerifyFault(copy.Offset, null, name + $"seq {other.Seq} as in the other copy, found {slot.Seq}"));
            }
        }
    }

    /// <summary>Forwards from the head; after a record that does not fit, backwards from the tail down to it.</summary>
    private void VerifyRecords(Slot state)
    {
        var block = new Chunk();
        long position = state.Head;
        ulong chain = state.HeadChain;
        long ordinal = 0;
        try
        {
            while (position < state.Tail)
            {
                int want = Math.Min(tuning.ReadBytes, Frame.MaxDocumentBytes);
                _records.LoadForward(block, position, chain, state.Tail, want);
                (position, chain, ordinal) = (block.End, block.ChainAt(block.End), ordinal + block.Count);
                _bytesRead += block.Length;
            }

            if (chain != state.TailChain)
                AddRecordFault(position, ordinal, $"chain {state.TailChain:x16} at the end of the documents, found {chain:x16}");
            if (ordinal != state.Count)
                AddRecordFault(position, null, $"{state.Count} documents, found {ordinal}");
        }
        catch (CorruptStoreException e)
        {
            _faults.Add(new VerifyFault(e.Offset, ordinal + CountBefore(e.Offset, position), e.Expected));
            VerifyBackwards(state, position, block);
        }
        finally
        {
            block.Return();
        }

        _documents += ordinal;
    }

    /// <summary>Documents of an unverified block that lie before the fault.</summary>
    private long CountBefore(long faultOffset, long position)
    {
        long fault = faultOffset - StoreLayout.DocumentsOffset;
        Span<byte> length = stackalloc byte[Frame.LengthBytes];
        long count = 0;
        while (position < fault && position + Frame.Overhead <= fault)
        {
            _records.ReadExactly(position, length);
            position += (long)Frame.ReadLength(length) + Frame.Overhead;
            count++;
        }

        return count;
    }

    private void VerifyBackwards(Slot state, long floor, Chunk block)
    {
        long position = state.Tail;
        ulong chain = state.TailChain;
        long ordinal = state.Count;
        try
        {
            while (position > floor)
            {
                _records.LoadBackward(block, state.HeadMark, position, chain, tuning.ReadBytes, int.MaxValue);
                (position, chain, ordinal) = (block.Start, block.LeadChain, ordinal - block.Count);
                _bytesRead += block.Length;
                _documents += block.Count;
            }
        }
        catch (CorruptStoreException e)
        {
            _faults.Add(new VerifyFault(e.Offset, null, $"(going backwards) {e.Expected}"));
        }
    }

    private void AddRecordFault(long position, long? ordinal, string expected) =>
        _faults.Add(new VerifyFault(StoreLayout.OffsetOf(position), ordinal, expected));

    /// <summary>Junk means nothing, but a medium that cannot be read is a fault.</summary>
    private void ReadJunk(long offset)
    {
        byte[] block = new byte[64 * 1024];
        try
        {
            for (int read = -1; read != 0; offset += read)
            {
                read = store.Read(offset, block);
                _bytesRead += read;
            }
        }
        catch (IOException e)
        {
            _faults.Add(new VerifyFault(offset, null, $"readable bytes: {e.Message}"));
        }
    }
}
