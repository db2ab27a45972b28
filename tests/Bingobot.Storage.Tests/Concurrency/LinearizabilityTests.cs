using System.Collections.Immutable;
using Bingobot.Storage.Engine;
using CsCheck;

namespace Bingobot.Storage.Tests.Concurrency;

public sealed class LinearizabilityTests
{
    private static readonly DocumentBufferOptions Small = new()
    {
        CacheDocuments = 3,
        Tuning = new EngineTuning { ChunkBytes = 64, ReadBytes = 128 },
    };

    [Fact]
    public void Members_CalledInParallel_AreLinearizable() =>
        Gen.Byte.Array[0, 6].Select(Make).SampleParallel(
            Gen.Byte.Operation<Subject>(number => $"Push({number})", (subject, number) => subject.Buffer.Push([number])),
            Gen.Operation<Subject>("TryPop", subject => subject.Note(subject.Buffer.TryPop(out byte[]? popped) ? popped[0] : -1)),
            Gen.Operation<Subject>("Flush", subject => subject.Buffer.Flush()),
            Gen.Operation<Subject>("FlushAsync", subject => subject.Buffer.FlushAsync().AsTask().GetAwaiter().GetResult()),
            Gen.Int[1, 4].Operation<Subject>(count => $"Remove({count})", (subject, count) =>
                subject.Note(subject.Buffer.Remove(count).Aggregate(0, (sum, document) => (sum * 31) + document[0] + 1))),
            Gen.Operation<Subject>("Clear", subject => subject.Buffer.Clear()),
            equal: (left, right) => left.Content().SequenceEqual(right.Content()),
            print: subject => string.Join(' ', subject.Content()),
            iter: 120);

    private static Subject Make(byte[] numbers)
    {
        var subject = new Subject(DocumentBuffer.Open(new MemoryStore(), Small));
        foreach (byte number in numbers)
            subject.Buffer.Push([number]);
        return subject;
    }

    /// <summary>The stack, and what was taken from it, in no order.</summary>
    private sealed record Subject(DocumentBuffer Buffer)
    {
        private ImmutableList<int> _taken = [];

        public void Note(int result) => ImmutableInterlocked.Update(ref _taken, (list, added) => list.Add(added), result);

        public IEnumerable<int> Content() =>
            Buffer.Read(int.MaxValue).Select(document => (int)document[0]).Append(-9).Concat(_taken.Order());
    }
}
