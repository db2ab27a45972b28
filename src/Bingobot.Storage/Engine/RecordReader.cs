using System.Runtime.CompilerServices;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>Reads records from a store into chunks, verifying each. Holds no state of its own.</summary>
internal sealed class RecordReader(IBackingStore store)
{
    private const string Mend =
        "Restore the store from a copy; verifying it lists every fault.";

    public static CorruptStoreException Corrupt(long position, string expected) =>
        new(StoreLayout.OffsetOf(position), expected, Mend);

    /// <summary>Reads exactly the bytes asked for; a store that ends before is corrupt.</summary>
    public void ReadExactly(long position, Span<byte> destination)
    {
        long offset = StoreLayout.OffsetOf(position);
        while (!destination.IsEmpty)
        {
            int read = store.Read(offset, destination);
            if (read <= 0)
                throw new CorruptStoreException(offset, $"{destination.Length} more bytes of documents, found the end of the store", Mend);
            destination = destination[read..];
            offset += read;
        }
    }

    /// <summary>
    /// Fills the chunk with the records that end at <paramref name="end"/>: as many as lie in <paramref name="wantBytes"/>,
    /// at least one, at most <paramref name="maxDocuments"/>.
    /// </summary>
    public void LoadBackward(Chunk chunk, Mark head, long end, ulong chainAtEnd, int wantBytes, int maxDocuments)
    {
        if (end <= head.Position)
            throw Corrupt(end, "one more document below, found the beginning of the documents");
        int want = wantBytes;
        while (true)
        {
            long start = Math.Max(head.Position, end - want);
            int bytes = (int)(end - start);
            ReadExactly(start, chunk.RentSpace(bytes, start, head.Chain));
            if (TryAcceptBackward(chunk, head, chainAtEnd, maxDocuments, out int needed))
                return;
            want = needed;
        }
    }

    /// <summary>
    /// Fills the chunk with the records from <paramref name="start"/>: as many as lie in <paramref name="wantBytes"/>, at
    /// least one, none at or after <paramref name="limit"/>.
    /// </summary>
    public void LoadForward(Chunk chunk, long start, ulong chainAtStart, long limit, int wantBytes)
    {
        int want = wantBytes;
        while (true)
        {
            int bytes = (int)Math.Min(want, limit - start);
            ReadExactly(start, chunk.RentSpace(bytes, start, chainAtStart));
            if (TryAcceptForward(chunk, limit, out int needed))
                return;
            // Nothing is rented for a length that the store cannot hold.
            long there = store.Length - StoreLayout.OffsetOf(start);
            if (needed > there)
                throw new CorruptStoreException(store.Length, $"{needed - there} more bytes of documents, found the end of the store", Mend);
            want = needed;
        }
    }

    /// <summary>True when the records of [start, end) fit one another, the chain before and the chain after.</summary>
    public bool Proves(Chunk scratch, Mark start, Mark end, int readBytes, out long faultPosition)
    {
        long position = start.Position;
        ulong chain = start.Chain;
        try
        {
            while (position < end.Position)
            {
                LoadForward(scratch, position, chain, end.Position, readBytes);
                position = scratch.End;
                chain = scratch.ChainAt(position);
            }
        }
        catch (CorruptStoreException e)
        {
            faultPosition = e.Offset - StoreLayout.DocumentsOffset;
            return false;
        }

        faultPosition = position;
        return chain == end.Chain;
    }

    /// <summary>Accepts the records that end where the chunk's bytes from the store end, as <see cref="LoadBackward"/>.</summary>
    /// <returns>False where there is no whole one; <paramref name="needed"/> says how many bytes one needs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryAcceptBackward(Chunk chunk, Mark head, ulong chain, int maxDocuments, out int needed)
    {
        (long start, long end) = (chunk.SpaceStart, chunk.SpaceEnd);
        long position = end;
        int count = 0;
        needed = 0;
        while (position > head.Position && count < maxDocuments)
        {
            int tail = (int)(position - start);
            if (tail < Frame.Overhead)
            {
                if (count > 0)
                    break;
                throw Corrupt(position, "a record to end here");
            }

            ReadOnlySpan<byte> space = chunk.Space[..tail];
            uint length = Frame.ReadLength(space[^Frame.TrailerBytes..]);
            int frameBytes = (int)Math.Min(length, Frame.MaxDocumentBytes + 1) + Frame.Overhead;
            long record = position - frameBytes;
            long before = record - head.Position;
            if (length > Frame.MaxDocumentBytes || before is not (0 or >= Frame.Overhead))
            {
                if (count > 0)
                    break;
                throw Corrupt(position - Frame.TrailerBytes, $"the length of a record that fits, found {length}");
            }

            bool leadIsHere = record == start ? record == head.Position : record - Frame.ChainBytes >= start;
            if (record < start || !leadIsHere)
            {
                needed = frameBytes + Frame.ChainBytes;
                break;
            }

            if (Frame.ReadChain(space[^Frame.ChainBytes..]) != chain)
                throw Corrupt(position - Frame.ChainBytes, $"chain {chain:x16}");
            ReadOnlySpan<byte> leadAndFrame = chunk.LeadAndFrame((int)(record - start), frameBytes);
            if (Frame.FindFault(leadAndFrame) is { } fault)
            {
                if (count > 0)
                    break;
                throw Corrupt(record, fault);
            }

            chain = Frame.ReadChain(leadAndFrame);
            position = record;
            count++;
        }

        if (count == 0)
            return false;
        chunk.Accept((int)(position - start), (int)(end - position), count);
        return true;
    }

    /// <summary>Accepts the records that begin where the chunk's bytes from the store begin, as <see cref="LoadForward"/>.</summary>
    /// <returns>False where there is no whole one; <paramref name="needed"/> says how many bytes one needs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryAcceptForward(Chunk chunk, long limit, out int needed)
    {
        long start = chunk.SpaceStart;
        ReadOnlySpan<byte> space = chunk.Space;
        int bytes = space.Length;
        int offset = 0;
        int count = 0;
        needed = 0;
        while (offset < bytes)
        {
            if (bytes - offset < Frame.LengthBytes)
            {
                if (start + bytes == limit && count == 0)
                    throw Corrupt(start + offset, "a whole record before the end of the documents");
                needed = Frame.Overhead;
                break;
            }

            uint length = Frame.ReadLength(space[offset..]);
            int frameBytes = (int)Math.Min(length, Frame.MaxDocumentBytes + 1) + Frame.Overhead;
            if (length > Frame.MaxDocumentBytes || start + offset + frameBytes > limit)
            {
                if (count > 0)
                    break;
                throw Corrupt(start + offset, $"the length of a record that fits, found {length}");
            }

            needed = frameBytes;
            if (frameBytes > bytes - offset)
                break;
            if (Frame.FindFault(chunk.LeadAndFrame(offset, frameBytes)) is { } fault)
            {
                // What comes before it is whole; the fault is told by whoever reads on.
                if (count > 0)
                    break;
                throw Corrupt(start + offset, fault);
            }

            offset += frameBytes;
            count++;
        }

        if (count == 0)
            return false;
        chunk.Accept(0, offset, count);
        return true;
    }
}
