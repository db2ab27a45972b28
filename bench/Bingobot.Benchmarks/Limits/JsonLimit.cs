using System.Text.Json;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;
using Bingobot.Benchmarks.Workloads;

namespace Bingobot.Benchmarks.Limits;

/// <summary>What JSON and Apply take alone: the same events' JSON lies in memory, one after the other, and is read and applied.</summary>
internal sealed class JsonLimit : IParticipant
{
    public string Name => "limit: JSON and Apply, from memory";

    public bool IsLimit => true;

    public bool IsDurable => false;

    public static ICell Prepare(ScoredEvents events, int count) => new Cell(events, count);

    private sealed class Cell : ICell
    {
        private readonly ScoredEvents _events;
        private readonly byte[][] _blocks;
        private readonly BoardModel _model;
        private readonly int _count;

        public Cell(ScoredEvents events, int count)
        {
            (_events, _count) = (events, count);
            const int BlockEvents = 1024;
            _model = new BoardModel(events);
            _blocks = [.. Enumerable.Range(0, count).Chunk(BlockEvents).Select(ordinals => Block(ordinals))];
        }

        public Sample Run()
        {
            var boards = new BoardTable();
            Sample sample = Sample.Of(_count, () => Replay(boards));
            _model.MustEqual(boards.Of, "Applying from memory");
            return sample;
        }

        public void Dispose()
        {
        }

        private byte[] Block(int[] ordinals)
        {
            byte[] block = new byte[ordinals.Length * _events.JsonBytes];
            for (int i = 0; i < ordinals.Length; i++)
            {
                ScoredEvents.JsonOf(_events.At(ordinals[i])).CopyTo(block, i * _events.JsonBytes);
                _model.Take(ordinals[i], ordinals[i] + 1);
            }

            return block;
        }

        private void Replay(BoardTable boards)
        {
            long ordinal = 0;
            foreach (byte[] block in _blocks)
            {
                for (int at = 0; at < block.Length; at += _events.JsonBytes, ordinal++)
                {
                    Scored e = JsonSerializer.Deserialize(block.AsSpan(at, _events.JsonBytes), ScoringJson.Default.Scored)!;
                    boards.Apply(ScoredEvents.PartitionOf(ordinal), e, ordinal + 1);
                }
            }
        }
    }
}
