using CsCheck;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>Reading from and between places that were noted while pushing.</summary>
public sealed class PlaceTests
{
    private static readonly Gen<(int[] Lengths, int Cache, bool Reopened)> Stacks =
        Gen.Select(Gen.Int[0, 300].Array[1, 24], Gen.Int[0, 3].Select(i => new[] { 0, 1, 8, 1000 }[i]), Gen.Bool);

    [Fact]
    public void BetweenAnyTwoPlaces_AreTheDocumentsPushedBetweenThem() => Stacks.Sample(
        stack =>
        {
            using var store = new MemoryStore();
            using DocumentBuffer pushed = Open(store, stack.Cache);
            (List<byte[]> documents, List<DocumentPlace> places) = Fill(pushed, stack.Lengths);
            if (stack.Reopened)
                pushed.Close();
            using DocumentBuffer buffer = stack.Reopened ? Open(store, stack.Cache) : pushed;
            for (int from = 0; from < places.Count; from++)
            {
                Assert.Equal(documents[from..], MemberTests.Walk(buffer.ReadFrom(places[from])));
                for (int to = from; to < places.Count; to += 7)
                    Assert.Equal(documents[from..to], MemberTests.Walk(buffer.ReadBetween(places[from], places[to])));
            }

            Assert.Equal(documents.Count, buffer.Count);
        },
        iter: 60,
        threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(16)]
    public void PlaceWhereNoDocumentBegins_IsToldWhenItIsRead(int shift)
    {
        using var store = new MemoryStore();
        using DocumentBuffer buffer = Open(store, 2);
        (_, List<DocumentPlace> places) = Fill(buffer, [.. Enumerable.Repeat(40, 20)]);
        DocumentPlace wrong = places[5] with { Position = places[5].Position + shift };

        Assert.Throws<CorruptStoreException>(() => MemberTests.Walk(buffer.ReadFrom(wrong)));
        Assert.Throws<CorruptStoreException>(() => MemberTests.Walk(buffer.ReadBetween(wrong, places[9])));
    }

    [Fact]
    public void PlaceOutsideTheStack_IsRefused()
    {
        using var store = new MemoryStore();
        DocumentBuffer buffer = Open(store, 8);
        (_, List<DocumentPlace> places) = Fill(buffer, 10, 20, 30);
        DocumentPlace end = places[^1];
        DocumentPlace[] outside =
        [
            end with { Ordinal = end.Ordinal + 1 }, end with { Position = end.Position + 1 }, new(-1, 0), new(0, -1),
        ];

        foreach (DocumentPlace place in outside)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.ReadFrom(place); });
            Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.ReadBetween(place, end); });
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => { buffer.ReadBetween(places[2], places[1]); });
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { buffer.ReadFrom(end); });
    }

    [Fact]
    public void RemovingWhatIsYetToBeRead_EndsTheReader()
    {
        using var store = new MemoryStore();
        using DocumentBuffer buffer = Open(store, 8);
        (List<byte[]> documents, List<DocumentPlace> places) = Fill(buffer, 10, 20, 30, 40);
        DocumentReader reader = buffer.ReadBetween(places[1], places[4]);
        Assert.True(reader.MoveNext());
        Assert.Equal(documents[1], reader.Current.ToArray());
        buffer.Remove(2);

        bool threw = false;
        try
        {
            reader.MoveNext();
        }
        catch (InvalidOperationException)
        {
            threw = true;
        }

        Assert.True(threw);
    }

    /// <summary>Pushes documents of these lengths; the last place is the end of the stack.</summary>
    private static (List<byte[]> Documents, List<DocumentPlace> Places) Fill(DocumentBuffer buffer, params int[] lengths)
    {
        var documents = new List<byte[]>();
        var places = new List<DocumentPlace> { new(0, 0) };
        foreach (int length in lengths)
        {
            byte[] document = [.. Enumerable.Range(0, length).Select(i => (byte)(i + documents.Count))];
            buffer.Push(document);
            documents.Add(document);
            DocumentPlace before = places[^1];
            places.Add(new DocumentPlace(before.Ordinal + 1, before.Position + length + DocumentBuffer.DocumentOverheadBytes));
        }

        return (documents, places);
    }

    private static DocumentBuffer Open(MemoryStore store, int cache) =>
        DocumentBuffer.Open(store, new DocumentBufferOptions { CacheDocuments = cache, CacheBytes = 4096 }, leaveOpen: true);
}
