using System.Collections.Immutable;
using Bingobot.Storage.Engine;
using CsCheck;

namespace Bingobot.Storage.Tests.Concurrency;

public sealed class LinearizabilityTests
{
    /// <summary>More than there are removals beside it.</summary>
    private const int MostTries = 100;

    private static readonly DocumentBufferOptions Small = new()
    {
        CacheDocuments = 3,
        Tuning = new EngineTuning { ChunkBytes = 64, ReadBytes = 128 },
    };

    [Fact]
    public void Members_CalledInParallel_AreLinearizable() =>
        Gen.Byte.Array[0, 6].Select(Make).SampleParallel(
            [
                Gen.Byte.Operation<Subject>(number => $"Push({number})", (subject, number) => subject.Buffer.Push([number])),
                Gen.Operation<Subject>("TryPop", subject => subject.Note("popped", subject.Buffer.TryPop(out byte[]? popped) ? [popped] : [])),
                Gen.Operation<Subject>("Flush", subject => subject.Buffer.Flush()),
                Gen.Operation<Subject>("FlushAsync", subject => subject.Buffer.FlushAsync().AsTask().GetAwaiter().GetResult()),
                Gen.Int[1, 4].Operation<Subject>(count => $"Remove({count})", (subject, count) => subject.Note("removed", subject.Buffer.Remove(count))),
                Gen.Operation<Subject>("Clear", subject => subject.Buffer.Clear()),
                Gen.Operation<Subject>("TryPeek", subject => subject.Note("top", subject.Buffer.TryPeek(out byte[]? top) ? [top] : [])),
                Gen.Operation<Subject>("Count", subject => subject.Note($"{subject.Buffer.Count} documents", [])),
                Gen.Int[0, 9].Operation<Subject>(count => $"Read({count})", (subject, count) => subject.Note("read", subject.Buffer.Read(count))),
                Gen.Int[0, 3].Operation<Subject>(skip => $"ReadForward({skip})", (subject, skip) => subject.NoteReader(forward: true, skip)),
                Gen.Int[0, 3].Operation<Subject>(skip => $"ReadBackward({skip})", (subject, skip) => subject.NoteReader(forward: false, skip)),
            ],
            equal: (left, right) => left.Seen().SequenceEqual(right.Seen()),
            print: subject => string.Join(' ', subject.Seen()),
            iter: 240);

    private static Subject Make(byte[] numbers)
    {
        var subject = new Subject(DocumentBuffer.Open(new MemoryStore(), Small));
        foreach (byte number in numbers)
            subject.Buffer.Push([number]);
        return subject;
    }

    /// <summary>The stack, and what its members returned, in no order.</summary>
    private sealed record Subject(DocumentBuffer Buffer)
    {
        private ImmutableList<string> _returned = [];

        public void Note(string what, IEnumerable<byte[]> documents) =>
            ImmutableInterlocked.Update(ref _returned, (list, added) => list.Add(added), $"{what}:{Text(documents)}");

        /// <summary>
        /// Walks over the documents of the moment when the reader was made; once more, where some of them are removed before it has
        /// read them, which it must say.
        /// </summary>
        public void NoteReader(bool forward, int skip)
        {
            List<byte[]>? documents = null;
            for (int tries = 0; documents is null; tries++)
            {
                Assert.True(tries < MostTries, "A reader goes on failing when nothing changes any more.");
                documents = Walk.OrNull(forward ? Buffer.ReadForward(skip) : Buffer.ReadBackward(skip));
            }

            Note(forward ? "forward" : "backward", documents);
        }

        public IEnumerable<string> Seen() => _returned.Order(StringComparer.Ordinal).Prepend(Text(Buffer.Read(int.MaxValue)));

        private static string Text(IEnumerable<byte[]> documents) => string.Join(',', documents.Select(document => document[0]));
    }
}
