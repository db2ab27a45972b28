using System.Collections.Immutable;
using System.Text.Json;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>
/// Events in a folder of segments, each a <see cref="DocumentBuffer"/> named by the sequence of its first event. Only the
/// last one is written. Every event carries a chain over all events before it, so that nothing can be missing unseen.
/// </summary>
/// <remarks>The bytes are described in docs/format.md. Thread-safe: one writer, and any number of readers beside it.</remarks>
public sealed class DocumentLog : IEventLog
{
    private readonly ImmutableArray<Segment> _segments;
    private ulong _chain;
    private long _lastSequence;
    private bool _failed;

    private DocumentLog(ImmutableArray<Segment> segments)
    {
        _segments = segments;
        for (int i = 0; i < segments.Length; i++)
        {
            long expected = i == 0 ? 1 : segments[i - 1].FirstSequence + segments[i - 1].Buffer.Count;
            if (segments[i].FirstSequence != expected)
            {
                throw new CorruptStreamException(
                    segments[i].Name, expected, $"a segment that begins with sequence {expected} was expected before it");
            }
        }

        if (segments.IsEmpty)
            return;
        _lastSequence = segments[^1].FirstSequence + segments[^1].Buffer.Count - 1;
        if (_lastSequence > 0)
            _chain = EnvelopeCodec.ReadChain(NewestDocument());
    }

    /// <inheritdoc/>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>Opens the log for writing; creates folder and first segment where there are none.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="CorruptStreamException">A segment is missing or damaged. Nothing was written.</exception>
    /// <exception cref="StoreLockedException">Another writer has it open.</exception>
    /// <exception cref="IOException">The operating system refused.</exception>
    public static DocumentLog Open(string directory)
    {
        Directory.CreateDirectory(directory);
        return Open(FindSegments(directory) is { IsEmpty: false } found ? found : [1], name => OpenFile(directory, name, readOnly: false));
    }

    /// <summary>
    /// Opens the log for reading, also beside its writer: it shows what was durable at that time.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="CorruptStreamException">A segment is missing or damaged.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static DocumentLog OpenReadOnly(string directory) =>
        Open(FindSegments(directory), name => OpenFile(directory, name, readOnly: true));

    /// <summary>Reads every byte of every segment, also beside the writer, and names every fault with its offset.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<SegmentReport> Verify(string directory) =>
        [.. FindSegments(directory).Select(first => VerifySegment(Path.Combine(directory, SegmentName.Of(first))))];

    /// <summary>Opens a log whose segments are found and opened by the caller.</summary>
    internal static DocumentLog Open(ImmutableArray<long> firstSequences, Func<string, DocumentBuffer> open)
    {
        var opened = new List<Segment>();
        bool whole = false;
        try
        {
            foreach (long first in firstSequences)
            {
                string name = SegmentName.Of(first);
                try
                {
                    var segment = new Segment(name, first, open(name));
                    opened.Add(segment);

                    // What is replayed is acted upon, so it must be durable: after a crash this is what recovers the store.
                    segment.Buffer.Flush();
                }
                catch (CorruptStoreException damage)
                {
                    throw new CorruptStreamException(name, first, damage.Message, damage);
                }
            }

            var log = new DocumentLog([.. opened]);
            whole = true;
            return log;
        }
        finally
        {
            if (!whole)
            {
                foreach (Segment segment in opened)
                    segment.Buffer.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(IReadOnlyList<Recorded> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (_failed)
            throw new InvalidOperationException("The log failed earlier and is not to be written any more; open it again.");
        if (events.Count == 0)
            return;
        DocumentBuffer buffer = _segments[^1].Buffer;
        int pushed = 0;
        ulong chain = LastSequence == 0 ? SeedOf(events[0]) : _chain;
        bool durable = false;
        try
        {
            foreach (Recorded e in events)
            {
                if (e.Sequence != LastSequence + pushed + 1)
                    throw new ArgumentException($"Event {LastSequence + pushed + 1} follows, not {e.Sequence}.", nameof(events));
                buffer.Push(EnvelopeCodec.Encode(e, chain, out chain));
                pushed++;
            }

            await buffer.FlushAsync().ConfigureAwait(false);
            durable = true;
        }
        finally
        {
            if (!durable)
                Abandon(buffer, pushed);
        }

        _chain = chain;
        Volatile.Write(ref _lastSequence, events[^1].Sequence);
    }

    /// <inheritdoc/>
    public IEnumerable<Recorded> Read(long fromSequence)
    {
        long from = Math.Max(1, fromSequence);
        long next = Math.Max(1, from - 1);
        ulong? chain = null;
        while (next <= LastSequence)
        {
            Segment segment = SegmentOf(next);
            List<byte[]> documents = segment.Read(next);
            if (documents.Count == 0)
                throw new CorruptStreamException(segment.Name, next, "an event was expected, and the segment ends");
            foreach (byte[] document in documents)
            {
                if (next > LastSequence)
                    yield break;
                Recorded e = Decode(segment, document, next, ref chain);
                next++;
                if (e.Sequence >= from)
                    yield return e;
            }
        }
    }

    /// <summary>Closes the segments.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (Segment segment in _segments)
            await segment.Buffer.DisposeAsync().ConfigureAwait(false);
    }

    private static ImmutableArray<long> FindSegments(string directory) =>
        [.. Directory.EnumerateFiles(directory)
            .Select(path => SegmentName.TryParse(Path.GetFileName(path)))
            .OfType<long>()
            .Order()];

    private static DocumentBuffer OpenFile(string directory, string name, bool readOnly) =>
        DocumentBuffer.Open(Path.Combine(directory, name), new DocumentBufferOptions { ReadOnly = readOnly });

    /// <summary>What a running writer is just replacing looks like a fault, so a fault counts when it is found again.</summary>
    private static SegmentReport VerifySegment(string path)
    {
        const int Tries = 3;
        using var store = new FileStore(path, readOnly: true);
        VerifyReport report = DocumentBuffer.Verify(store);
        for (int tried = 1; tried < Tries && !report.IsSound; tried++)
            report = DocumentBuffer.Verify(store);
        return new SegmentReport(Path.GetFileName(path), report);
    }

    private static ulong SeedOf(Recorded first)
    {
        string? stream = StreamIdOf(first);
        return stream is null
            ? throw new ArgumentException($"The first event of a stream is {RuntimeEvents.StreamCreated.Name}, not {first.Type}.")
            : EnvelopeCodec.ChainSeed(stream);
    }

    private static string? StreamIdOf(Recorded first)
    {
        if (first.Type != RuntimeEvents.StreamCreated.Name)
            return null;
        try
        {
            return JsonSerializer.Deserialize(first.Data.Span, RuntimeJson.Default.StreamCreated)?.Stream;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Recorded Decode(Segment segment, byte[] document, long sequence, ref ulong? chain)
    {
        if (EnvelopeCodec.TryDecode(document, out Recorded? e) is { } fault)
            throw new CorruptStreamException(segment.Name, sequence, fault);
        if (e!.Sequence != sequence)
            throw new CorruptStreamException(segment.Name, sequence, $"sequence {sequence} was expected, not {e.Sequence}");
        if (sequence == 1)
        {
            chain = StreamIdOf(e) is { } stream
                ? EnvelopeCodec.ChainSeed(stream)
                : throw new CorruptStreamException(segment.Name, 1, $"StreamCreated was expected as first event, not {e.Type}");
        }

        ulong claimed = EnvelopeCodec.ReadChain(document);
        if (chain is { } previous && !EnvelopeCodec.Follows(document, previous))
        {
            throw new CorruptStreamException(
                segment.Name, sequence, $"an event that continues the chain {previous:x16} was expected; it claims {claimed:x16}");
        }

        chain = claimed;
        return e;
    }

    private Segment SegmentOf(long sequence)
    {
        int at = _segments.Length - 1;
        while (at > 0 && _segments[at].FirstSequence > sequence)
            at--;
        return _segments[at];
    }

    private byte[] NewestDocument()
    {
        for (int i = _segments.Length - 1; i >= 0; i--)
        {
            if (_segments[i].Newest() is not { } document)
                continue;
            string? fault = EnvelopeCodec.TryDecode(document, out Recorded? e);
            if (fault is null && e!.Sequence != _lastSequence)
                fault = $"sequence {_lastSequence} was expected, not {e.Sequence}";
            return fault is null ? document : throw new CorruptStreamException(_segments[i].Name, _lastSequence, fault);
        }

        throw new CorruptStreamException(_segments[^1].Name, _lastSequence, "an event was expected");
    }

    /// <summary>A part of a batch must never become durable, neither when the log is closed.</summary>
    private void Abandon(DocumentBuffer buffer, int pushed)
    {
        _failed = true;
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
}

/// <summary>What verifying a segment found.</summary>
/// <param name="Segment">The segment's file name.</param>
/// <param name="Report">The faults of its store.</param>
public sealed record SegmentReport(string Segment, VerifyReport Report);
