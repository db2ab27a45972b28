using Bingobot.Storage;

namespace Bingobot.Events;

/// <content>Appending, and beginning new segments. By one writer, one call at a time.</content>
public sealed partial class DocumentLog
{
    /// <summary>A buffer for encoding that had to grow beyond this is not kept.</summary>
    private const int MostKeptBytes = 1024 * 1024;

    /// <summary>After so many bytes the index of the newest segment is kept again: as many are to be read at most after a crash.</summary>
    private const long BytesBetweenIndexes = 8 * 1024 * 1024;

    private readonly List<int> _lengths = [];
    private byte[] _document = new byte[4 * 1024];
    private ulong _chain;
    private bool _failed;

    /// <summary>Up to where the kept index of the newest segment tells of its bytes; null before that was looked at.</summary>
    private long? _indexedBytes;

    /// <inheritdoc/>
    /// <remarks>
    /// The calling thread is the one that writes and waits for the barrier: to hand that over to another one, and to come back, would
    /// cost a batch of one event more than all else that is done for it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The log is open for reading, or failed earlier.</exception>
    public ValueTask AppendAsync(IReadOnlyList<Recorded> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        Append(events);
        return ValueTask.CompletedTask;
    }

    private void Append(IReadOnlyList<Recorded> events)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_readOnly)
            throw new InvalidOperationException("The log is open for reading only.");
        if (_failed)
            throw new InvalidOperationException("The log failed earlier and is not to be written any more; open it again.");
        if (events.Count == 0)
            return;
        int pushed = 0;
        ulong chain = _chain;
        bool durable = false;
        NewestSegment segment = _set.Newest!;
        try
        {
            if (segment.Handle.Buffer.UsefulBytes >= _options.SegmentBytes && LastSequence >= segment.First)
                segment = Roll(segment);
            if (LastSequence == 0)
                segment.ChainBefore = chain = SeedOf(events[0]);
            DocumentBuffer buffer = segment.Handle.Buffer;
            _lengths.Clear();
            foreach (Recorded e in events)
            {
                if (e.Sequence != LastSequence + pushed + 1)
                    throw new ArgumentException($"Event {LastSequence + pushed + 1} follows, not {e.Sequence}.", nameof(events));
                buffer.Push(Encode(e, ref chain));
                pushed++;
            }

            buffer.Flush();
            durable = true;
        }
        finally
        {
            if (!durable)
                Abandon(segment.Handle.Buffer, pushed);
        }

        segment.Note(events, _lengths);
        _chain = chain;
        Volatile.Write(ref _lastSequence, events[^1].Sequence);
        long bytes = segment.Handle.Buffer.UsefulBytes;
        _indexedBytes ??= segment.Kept?.Invoke()?.End.Position ?? 0;
        if (bytes - _indexedBytes < BytesBetweenIndexes)
            return;
        _indexedBytes = bytes;
        KeepIndex(segment);
    }

    /// <summary>Keeps the index of the newest segment, for whoever opens it next. The events in it are durable, whatever becomes of that.</summary>
    private void KeepIndex(NewestSegment segment)
    {
        try
        {
            _indexes.TryWrite(segment.Index(_chain));
        }
        catch (CorruptStreamException fault)
        {
            LogNotIndexed(segment.Name, fault);
        }
    }

    /// <summary>At the end nothing is read for it.</summary>
    private void KeepIndexAtEnd(NewestSegment segment)
    {
        if (segment.IsIndexed && LastSequence >= segment.First)
            KeepIndex(segment);
    }

    private static ulong SeedOf(Recorded first)
    {
        string? stream = SegmentLook.StreamIdOf(new EventView(first, System.Text.Encoding.UTF8.GetBytes(first.Type)));
        return stream is null
            ? throw new ArgumentException($"The first event of a stream is {RuntimeEvents.StreamCreated.Name}, not {first.Type}.")
            : EnvelopeCodec.ChainSeed(stream);
    }

    private ReadOnlySpan<byte> Encode(Recorded e, ref ulong chain)
    {
        int length = EnvelopeCodec.MeasureDocument(e);
        _lengths.Add(length);
        byte[] space = _document;
        if (length > space.Length)
        {
            space = new byte[(int)Math.Min(int.MaxValue, length * 2L)];
            if (space.Length <= MostKeptBytes)
                _document = space;
        }

        EnvelopeCodec.Encode(e, space.AsSpan(0, length), chain, out chain);
        return space.AsSpan(0, length);
    }

    /// <summary>
    /// Begins a new segment: all of the old one is durable, since every batch is; the new one's name is durable before anything
    /// is in it. A crash in between leaves an empty newest segment, or none, and either is gone on from.
    /// </summary>
    private NewestSegment Roll(NewestSegment old)
    {
        SegmentInfo whole = old.InfoAt(LastSequence, _chain);
        SegmentIndex index = old.Index(_chain);
        long first = LastSequence + 1;
        SegmentHandle handle = _files.Open(SegmentName.Of(first), first, readOnly: false);
        NewestSegment? begun = null;
        try
        {
            handle.Buffer.Flush();
            _files.Folder.Sync();
            begun = new NewestSegment(first, first - 1, handle) { ChainBefore = _chain };
            _indexedBytes = 0;
        }
        finally
        {
            if (begun is null)
                handle.Dispose();
        }

        _indexes.Keep(index);
        _indexes.TryWrite(index);
        lock (_changes)
        {
            Volatile.Write(ref _set, new SegmentSet(_set.Sealed.Add(whole), begun));
            TryWriteManifest();
        }

        old.Handle.Dispose();
        return begun;
    }

    private void TryWriteManifest()
    {
        try
        {
            CheckedFile.Write(_files.Folder, SegmentName.Manifest, SegmentManifest.Encode(_set.Sealed));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogManifestNotWritten(e);
        }
    }

    /// <summary>A part of a batch must never become durable, neither when the log is closed.</summary>
    private void Abandon(DocumentBuffer buffer, int pushed)
    {
        _failed = true;
        if (pushed == 0)
            return;
        try
        {
            buffer.Remove(pushed);
        }
        catch (StoreFailedException)
        {
            // A poisoned store writes nothing any more, so there is nothing to take back.
            return;
        }
    }

    [Microsoft.Extensions.Logging.LoggerMessage(
        Level = Microsoft.Extensions.Logging.LogLevel.Warning, Message = "The index of {Segment} could not be made; the segment is damaged.")]
    private partial void LogNotIndexed(string segment, Exception fault);

    [Microsoft.Extensions.Logging.LoggerMessage(
        Level = Microsoft.Extensions.Logging.LogLevel.Warning,
        Message = "The manifest of the segments could not be written; the next opening looks at each of them.")]
    private partial void LogManifestNotWritten(Exception fault);
}
