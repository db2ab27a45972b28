using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>Reads every byte of a store and says what is wrong with it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The store is the caller's.")]
internal sealed class StoreVerifier(
    IBackingStore store,
    EngineTuning tuning,
    IProgress<VerifyProgress>? progress = null,
    CancellationToken cancellation = default)
{
    private const int BytesBetweenReports = 256 * 1024;
    private readonly VerifySource _source = new(store, cancellation);
    private readonly FaultList _faults = new();
    private readonly long _total = store.Length;
    private long _done;
    private long _told;

    public VerifyReport Verify()
    {
        var opener = new StoreOpener(_source, tuning);
        SlotScan scan = opener.Scan();
        Advance(Math.Min(_total, StoreLayout.DocumentsOffset));
        FoundState? found = Find(opener, scan);
        Slot? state = found is { IsNew: true } ? null : found?.State ?? scan.Candidates().Cast<Slot?>().FirstOrDefault();
        if (found is not { IsNew: true })
            SlotVerifier.Verify(scan, state, _faults);
        long useful = state is { } slot ? StoreLayout.OffsetOf(slot.Tail) : 0;
        long documents = state is { } named ? VerifyRecords(named) : 0;
        ReadJunk(Math.Max(useful, StoreLayout.DocumentsOffset));
        AddUnreadable();
        progress?.Report(new VerifyProgress(_done, Math.Max(_done, _total)));
        return new VerifyReport(documents, _done, useful, _faults.Ordered(), found is { TookNewest: false } ? FindInterrupted(scan) : null);
    }

    /// <summary>Shows every document that is whole, the least recent first, whatever else is damaged.</summary>
    public void Salvage(SalvageVisitor visitor)
    {
        var opener = new StoreOpener(_source, tuning);
        SlotScan scan = opener.Scan();
        FoundState? found = Find(opener, scan);
        Slot? state = found is { IsNew: true } ? null : found?.State ?? scan.Candidates().Cast<Slot?>().FirstOrDefault();
        if (state is { } slot)
            new RecordVerifier(_source, slot, tuning, _faults, _ => { }, visitor).Verify();
    }

    private FoundState? Find(StoreOpener opener, SlotScan scan)
    {
        try
        {
            return opener.Find(besideWriter: false);
        }
        catch (CorruptStoreException e)
        {
            _faults.Add(e.Offset, null, e.Expected, scan.AnyValid
                ? "The store cannot be opened: of no slot do the documents fit that it says may not yet have been durable."
                : "The store cannot be opened: it is none, or its beginning is destroyed.");
            return null;
        }
    }

    private long VerifyRecords(Slot state)
    {
        long before = _done;
        var records = new RecordVerifier(_source, state, tuning, _faults, Advance);
        records.Verify();
        _done = before + Math.Clamp(_total - StoreLayout.DocumentsOffset, 0, state.Tail);
        return records.Documents;
    }

    private VerifyFault FindInterrupted(SlotScan scan)
    {
        Slot newest = scan.Candidates()[0];
        long position = new RecordVerifier(_source, newest, tuning, new FaultList(), _ => { }).FirstFaultOfUnproven();
        long offset = Math.Min(_source.Length, StoreLayout.OffsetOf(position));
        return new VerifyFault(offset, null, $"the documents that slot {newest.Id}, seq {newest.Seq} names, in an unbroken chain")
        {
            Meaning = "The newest commit is not whole, and the state before it is the store's, as after a crash while it was written; "
                + "the next opening that writes settles it. Where no crash explains it, these bytes have decayed.",
        };
    }

    /// <summary>Junk means nothing, but all of the medium is to be read.</summary>
    private void ReadJunk(long offset)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BytesBetweenReports);
        try
        {
            for (int read = -1; read != 0; offset += read)
            {
                read = _source.Read(offset, block);
                Advance(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void AddUnreadable()
    {
        foreach (UnreadableRange range in _source.Unreadable)
        {
            _faults.Add(range.Start, null, $"readable bytes up to offset {range.End}: {range.Reason}",
                "The medium refuses to give these bytes; they were taken for zeros. Copy what can be read to a sound medium.");
        }
    }

    private void Advance(long bytes)
    {
        _done += bytes;
        if (_done - _told < BytesBetweenReports)
            return;
        _told = _done;
        progress?.Report(new VerifyProgress(Math.Min(_done, _total), _total));
    }
}
