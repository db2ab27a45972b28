using System.Diagnostics;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Limits;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;
using Bingobot.Storage;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>
/// What the file system does with the bytes that the stream writes for the same events, envelopes and frames included: one thread
/// writes a batch and waits for the disk, again and again.
/// </summary>
/// <param name="limit">The file.</param>
/// <param name="scratch">Where it is made.</param>
/// <param name="events">The events whose size counts.</param>
/// <param name="batch">Events in a batch.</param>
/// <param name="batches">Batches that are timed; a tenth as many before are not, where there is more than one.</param>
/// <param name="use">Many batches, or one.</param>
internal sealed class EventFileCell(FileLimit limit, Scratch scratch, ScoredEvents events, int batch, int batches, Use use) : ICell
{
    /// <summary>Bytes of an event's document in a segment, asked of a real stream.</summary>
    private readonly int _documentBytes = DocumentBytes(scratch, events);

    public string Remark => $"{_documentBytes + FileLimit.FrameOverhead} B an event, {batch:N0} events a write";

    /// <summary>Publishes some events into a stream, and measures the document of one in its newest segment.</summary>
    public static int DocumentBytes(Scratch scratch, ScoredEvents events)
    {
        const int Some = 16;
        string directory = scratch.NewDirectory("documents");
        EventCheck.Fill(new EventStreamContender(), directory, events, Some);
        string segment = Directory.EnumerateFiles(EventStreamContender.LogIn(directory), "*.events").Order(StringComparer.Ordinal).Last();
        int bytes;
        using (DocumentBuffer buffer = DocumentBuffer.Open(segment, new DocumentBufferOptions { ReadOnly = true }))
        {
            bytes = buffer.Read(Some).Select(document => document.Length).GroupBy(length => length)
                .MaxBy(lengths => lengths.Count())!.Key;
        }

        Scratch.Remove(directory);
        return bytes > events.JsonBytes
            ? bytes
            : throw new WrongContentException($"Documents of more than {events.JsonBytes} B were expected in {segment}, not of {bytes} B.");
    }

    public Sample Run()
    {
        string directory = scratch.NewDirectory(limit.Name);
        Sample sample;
        using (IDocumentLog log = limit.Open(directory, new OpenOptions(_documentBytes, use)))
        {
            var documents = new Documents(_documentBytes);
            int warm = batches == 1 ? 0 : Math.Max(1, batches / 10);
            Write(log, documents, warm, latencies: null);
            var latencies = new LatencyRecorder(batches);
            sample = Sample.Of((long)batch * batches, () => Write(log, documents, batches, latencies)) with
            {
                Latency = batches == 1 ? null : latencies.Summarize(),
            };
            Reading check = Reading.Up(documents, everyByte: true);
            log.Replay(check);
            check.MustHave((long)(warm + batches) * batch, "Replay after writing batches");
        }

        Scratch.Remove(directory);
        return sample;
    }

    public void Dispose()
    {
    }

    private void Write(IDocumentLog log, Documents documents, int times, LatencyRecorder? latencies)
    {
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            log.Append(documents, 0, batch);
            log.Flush();
            latencies?.Ended(i, start);
        }
    }
}
