using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// Events in a log of documents, as a program over it would keep them: a document is sequence, time and partition (8 bytes each) and
/// the event's JSON, and the same state is applied to; one thread writes, and commits all that wait at once.
/// </summary>
/// <param name="contender">The log.</param>
internal sealed class DocumentEvents(IContender contender) : IEventContender
{
    private const int TimeOffset = 8;
    private const int PartitionOffset = 16;
    private const int HeaderBytes = 24;

    public string Name => contender.Name;

    public bool IsLimit => contender.IsLimit;

    public bool IsDurable => contender.IsDurable;

    public IEventStore Create(string directory, ScoredEvents events) =>
        new Store(contender.Open(directory, new OpenOptions(HeaderBytes + events.JsonBytes, Use.DurableBatches)), events);

    public IRecordedEvents OpenRecorded(string directory, ScoredEvents events) =>
        new Recording(contender.Open(directory, new OpenOptions(HeaderBytes + events.JsonBytes, Use.Bulk)));

    private sealed class Store(IDocumentLog log, ScoredEvents events) : IEventStore
    {
        private readonly BoardTable _boards = new();
        private readonly byte[] _document = new byte[HeaderBytes + events.JsonBytes];
        private EventGroupCommit? _group;
        private long _sequence;

        public Action PublishAll(int first, ArraySegment<long> sequences)
        {
            var json = new ArrayBufferWriter<byte>(events.JsonBytes);
            var writer = new Utf8JsonWriter(json);
            return () =>
            {
                for (int i = 0; i < sequences.Count; i++)
                {
                    Scored e = events.At(first + i);
                    json.ResetWrittenCount();
                    writer.Reset();
                    JsonSerializer.Serialize(writer, e, ScoringJson.Default.Scored);
                    sequences[i] = Append(ScoredEvents.PartitionOf(first + i), e, json.WrittenSpan);
                }

                log.Flush();
                writer.Dispose();
            };
        }

        public ValueTask<long> PublishAsync(ulong partition, Scored e)
        {
            EventGroupCommit group = _group ?? LazyInitializer.EnsureInitialized(ref _group, () => new EventGroupCommit(Append, log.Flush));
            return group.PublishAsync(partition, e);
        }

        public Board BoardOf(ulong partition) => _boards.Of(partition);

        public void Dispose()
        {
            _group?.Dispose();
            log.Dispose();
        }

        private long Append(ulong partition, Scored e, ReadOnlySpan<byte> json)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_document, ++_sequence);
            BinaryPrimitives.WriteInt64LittleEndian(_document.AsSpan(TimeOffset), DateTime.UtcNow.Ticks);
            BinaryPrimitives.WriteUInt64LittleEndian(_document.AsSpan(PartitionOffset), partition);
            json.CopyTo(_document.AsSpan(HeaderBytes));
            log.Append(_document);
            _boards.Apply(partition, e, _sequence);
            return _sequence;
        }
    }

    private sealed class Recording(IDocumentLog log) : IRecordedEvents
    {
        public Func<ulong, Board> Replay()
        {
            var boards = new BoardTable();
            Visit((sequence, partition, json) =>
            {
                Scored e = JsonSerializer.Deserialize(json, ScoringJson.Default.Scored)
                    ?? throw new WrongContentException($"The event {sequence} is null.");
                boards.Apply(partition, e, sequence);
            });
            return boards.Of;
        }

        public void Visit(EventAction action) => log.Replay(Reading.Each(document => action(
            BinaryPrimitives.ReadInt64LittleEndian(document),
            BinaryPrimitives.ReadUInt64LittleEndian(document[PartitionOffset..]),
            document[HeaderBytes..])));

        public void Dispose() => log.Dispose();
    }
}
