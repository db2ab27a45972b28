using System.Buffers.Binary;
using Bingobot.Storage.Engine;
using CsCheck;

namespace Bingobot.Storage.Tests.Model;

/// <summary>Readers that have blocks read ahead, while what they read is removed, replaced and put back.</summary>
public sealed class ReadAheadModelTests
{
    private const int StepsUntilOperation = 50;

    private static readonly Gen<Operation> GenOperation = Gen.Select(
        Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[1, StepsUntilOperation])),
        Gen.Frequency(
            (3, Gen.Const("Work")), (2, Gen.Const("Push")), (1, Gen.Const("Pop")), (1, Gen.Const("Remove")), (1, Gen.Const("Flush")),
            (2, Gen.Const("Restore")), (6, Gen.Const("ReplaceAndRestore"))),
        Gen.Int[0, 90],
        (steps, name, number) => new Operation(steps, name, number));

    /// <summary>
    /// A reader shows what was there when it was made; it throws exactly when, at a step, what it has still to come to is not
    /// there. What was put back just as it was is there.
    /// </summary>
    [Fact]
    public void Walk_ChangesInBetween_ShowsItsOwnStateOrThrows()
    {
        Gen.Select(Gen.Bool, Gen.Int[1, 4], Gen.OneOf(0, 3, 40), Gen.Int[0, 9], GenOperation.Array[0, 20]).Sample(
            (backward, blocks, cache, seed, operations) =>
            {
                using var subject = new Subject(blocks, cache, seed);
                subject.Walk(backward, operations);
            },
            iter: 1000,
            print: t => $"backward {t.Item1}, blocks {t.Item2}, cache {t.Item3}, seed {t.Item4}: {string.Join(", ", t.Item5.Select(o => o.ToString()))}");
    }

    /// <summary>One thread pops and pushes, two read: every document follows the one that it was pushed upon.</summary>
    [Fact]
    public async Task Walk_BesideAThreadThatPopsAndPushes_NeverMixesStates()
    {
        const int Changes = 40_000;
        using var buffer = DocumentBuffer.Open(new MemoryStore(), Options(blocks: 4, cache: 20, EngineTuning.Default.Schedule));
        using var done = new CancellationTokenSource();
        var ids = new List<int> { 0 };
        for (int id = 1; id < 300; id++)
            PushUpon(buffer, ids, id);
        Task<long>[] readers = [.. new[] { false, true }.Select(backward => Task.Factory.StartNew(
            () => ReadUntil(buffer, backward, done.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        var random = new Random(3);
        for (int id = 1000; id < 1000 + Changes; id++)
        {
            int goal = random.Next(200, 500);
            for (; ids.Count - 1 > goal; ids.RemoveAt(ids.Count - 1))
                buffer.Pop();
            PushUpon(buffer, ids, id);
            if (id % 512 == 0)
                buffer.Flush();
        }

        await done.CancelAsync();
        long[] read = await Task.WhenAll(readers);
        Assert.All(read, count => Assert.True(count > 300, $"{count} documents"));
    }

    private static long ReadUntil(DocumentBuffer buffer, bool backward, CancellationToken done)
    {
        long read = 0;
        while (!done.IsCancellationRequested)
        {
            int? next = null;
            try
            {
                foreach (ReadOnlySpan<byte> document in backward ? buffer.ReadBackward() : buffer.ReadForward())
                {
                    int id = BinaryPrimitives.ReadInt32LittleEndian(document);
                    int below = BinaryPrimitives.ReadInt32LittleEndian(document[4..]);
                    if (next is { } expected)
                        Assert.Equal(expected, backward ? id : below);
                    next = backward ? below : id;
                    read++;
                }
            }
            catch (InvalidOperationException)
            {
                // What it had still to come to was removed.
                continue;
            }
        }

        return read;
    }

    private static void PushUpon(DocumentBuffer buffer, List<int> ids, int id)
    {
        Span<byte> document = stackalloc byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(document, id);
        BinaryPrimitives.WriteInt32LittleEndian(document[4..], ids[^1]);
        ids.Add(id);
        buffer.Push(document[..(8 + (id % 12))]);
    }

    private static DocumentBufferOptions Options(int blocks, int cache, Action<IThreadPoolWorkItem> schedule) => new()
    {
        CacheDocuments = cache,
        Tuning = new EngineTuning
        {
            ChunkBytes = 256,
            ReadBytes = 512,
            ReadAheadBlocks = blocks,
            WriteAheadBytes = long.MaxValue,
            Schedule = schedule,
        },
    };

    private sealed record Operation(int Steps, string Name, int Number)
    {
        public override string ToString() => $"{Steps}: {Name}({Number})";
    }

    private sealed class Subject : IDisposable
    {
        private const int Documents = 250;
        private readonly MemoryStore _store = new();
        private readonly Queue<IThreadPoolWorkItem> _scheduled = new();
        private readonly DocumentBuffer _buffer;
        private readonly List<byte[]> _model = [];
        private readonly byte[][] _atFirst;
        private readonly Random _random;

        public Subject(int blocks, int cache, int seed)
        {
            _random = new Random(seed);
            _buffer = DocumentBuffer.Open(_store, Options(blocks, cache, _scheduled.Enqueue));
            for (int i = 0; i < Documents; i++)
                Push(NewDocument());
            _buffer.Flush();
            _atFirst = [.. _model];
        }

        public void Walk(bool backward, Operation[] operations)
        {
            var queue = new Queue<Operation>(operations);
            int read = 0;
            int steps = 0;
            using DocumentReader made = backward ? _buffer.ReadBackward() : _buffer.ReadForward();
            DocumentReader reader = made.GetEnumerator();
            try
            {
                while (read < Documents)
                {
                    int needed = backward ? Documents - read : Documents;
                    bool isThere = _model.Count >= needed && _model.Take(needed).SequenceEqual(_atFirst.Take(needed), Bytes.Comparer);
                    Assert.Equal(isThere, TryMove(ref reader));
                    if (!isThere)
                        return;
                    Assert.Equal(_atFirst[backward ? Documents - 1 - read : read], reader.Current.ToArray());
                    read++;
                    steps++;
                    for (; queue.TryPeek(out Operation? next) && steps >= next.Steps; steps = 0)
                        Apply(queue.Dequeue());
                }

                Assert.False(reader.MoveNext());
            }
            finally
            {
                reader.Dispose();
            }
        }

        public void Dispose() => _buffer.Dispose();

        private static bool TryMove(ref DocumentReader reader)
        {
            try
            {
                return reader.MoveNext();
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }

        private void Apply(Operation operation)
        {
            switch (operation.Name)
            {
                case "Work":
                    Work();
                    break;
                case "Push":
                    PushNew(operation.Number);
                    break;
                case "Pop":
                    Pop(operation.Number);
                    break;
                case "Remove":
                    _buffer.Remove(operation.Number);
                    _model.RemoveRange(_model.Count - operation.Number, operation.Number);
                    break;
                case "ReplaceAndRestore":
                    Pop(operation.Number);
                    PushNew(operation.Number);
                    _buffer.Flush();
                    Work();
                    Restore();
                    break;
                case "Restore":
                    Restore();
                    break;
                default:
                    _buffer.Flush();
                    break;
            }

            // So many that all can be removed again and again.
            PushNew(Math.Max(0, 100 - _model.Count));
        }

        private void Work()
        {
            while (_scheduled.TryDequeue(out IThreadPoolWorkItem? work))
                work.Execute();
        }

        private void Pop(int count)
        {
            for (int i = 0; i < count; i++)
                _buffer.Pop();
            _model.RemoveRange(_model.Count - count, count);
        }

        private void PushNew(int count)
        {
            for (int i = 0; i < count; i++)
                Push(NewDocument());
        }

        /// <summary>Removes what was pushed since, and pushes again what was there at first: the same bytes, the same chain.</summary>
        private void Restore()
        {
            int same = _model.Zip(_atFirst).TakeWhile(pair => Bytes.Comparer.Equals(pair.First, pair.Second)).Count();
            Pop(_model.Count - same);
            foreach (byte[] document in _atFirst[same..])
                Push(document);
        }

        private byte[] NewDocument()
        {
            byte[] document = new byte[_random.Next(25)];
            _random.NextBytes(document);
            return document;
        }

        private void Push(byte[] document)
        {
            _buffer.Push(document);
            _model.Add(document);
        }
    }

    private sealed class Bytes : IEqualityComparer<byte[]>
    {
        public static Bytes Comparer { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
