namespace Bingobot.Storage.Tests.Faults;

/// <summary>What can be had from a damaged store: all that is whole, and nothing else.</summary>
public sealed class SalvageTests
{
    private static byte[][] Documents(int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        byte[] document = new byte[i % 90];
        new Random(i).NextBytes(document);
        return document;
    })];

    private static List<(long? Number, byte[] Document)> Salvage(RottenStore rotten)
    {
        var found = new List<(long?, byte[])>();
        DocumentBuffer.Salvage(rotten.Store, (number, document) =>
        {
            found.Add((number, document.ToArray()));
            return true;
        });
        return found;
    }

    [Fact]
    public void SoundStore_IsSalvagedWhole()
    {
        using var rotten = new RottenStore(Documents(10_000));

        List<(long? Number, byte[] Document)> found = Salvage(rotten);

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long?)i), found.Select(pair => pair.Number));
        Assert.Equal(rotten.Documents, found.Select(pair => pair.Document));
    }

    /// <summary>Payloads, lengths and chains, in every third document of a stretch; a document whose payload is whole is saved.</summary>
    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 3)]
    [InlineData(7_000, 200)]
    public void FlippedBits_LoseOnlyTheDocumentsTheyLieIn(int first, int places)
    {
        using var rotten = new RottenStore(Documents(10_000));
        var random = new Random(places);
        var lost = new HashSet<long>();
        for (int i = 0; i < places; i++)
        {
            int record = first + (i * 3);
            int place = random.Next(rotten.Documents[record].Length + 16);
            rotten.Flip(rotten.Starts[record] + place, random.Next(8));
            if (place >= 4 && place < 4 + rotten.Documents[record].Length)
                lost.Add(record);
        }

        List<(long? Number, byte[] Document)> found = Salvage(rotten);

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)i).Where(i => !lost.Contains(i)), found.Select(pair => pair.Number!.Value));
        Assert.All(found, pair => Assert.Equal(rotten.Documents[(int)pair.Number!], pair.Document));
    }

    [Fact]
    public void LostSectors_LoseOnlyWhatLiesInThem_AndPlacesThatAreNotCertainAreNotSaid()
    {
        const int SectorBytes = 4 * 1024;
        using var rotten = new RottenStore(Documents(10_000));
        long[] sectors = [100 * 1024, 200 * 1024, 300 * 1024];
        foreach (long sector in sectors)
            rotten.Store.Write(sector, new byte[SectorBytes]);
        var lost = sectors.SelectMany(at => Enumerable.Range(rotten.RecordAt(at), 1 + rotten.RecordAt(at + SectorBytes - 1) - rotten.RecordAt(at))).ToHashSet();
        int[] kept = [.. Enumerable.Range(0, 10_000).Where(i => !lost.Contains(i))];

        List<(long? Number, byte[] Document)> found = Salvage(rotten);

        Assert.Equal(kept.Select(i => rotten.Documents[i]), found.Select(pair => pair.Document));
        Assert.All(found.Zip(kept), pair => Assert.True(pair.First.Number is null || pair.First.Number == pair.Second, $"{pair.First.Number} is {pair.Second}"));
        Assert.Contains(found, pair => pair.Number is null);
    }

    [Fact]
    public void Visitor_ThatHasEnough_IsShownNoMore()
    {
        using var rotten = new RottenStore(Documents(10_000));
        rotten.Flip(rotten.Starts[50], 0);
        foreach (int enough in (int[])[1, 50, 51, 60])
        {
            int shown = 0;
            DocumentBuffer.Salvage(rotten.Store, (_, _) => ++shown < enough);
            Assert.Equal(enough, shown);
        }
    }

    [Fact]
    public void StoreThatCannotBeOpened_IsSalvagedAllTheSame()
    {
        using var rotten = new RottenStore(Documents(100), close: false);
        rotten.Flip(rotten.Starts[99] + 6, 0);
        rotten.Flip(rotten.Starts[98] + 6, 0);
        Assert.Null(rotten.Read());

        List<(long? Number, byte[] Document)> found = Salvage(rotten);

        Assert.Equal(rotten.Documents.Take(98), found.Select(pair => pair.Document));
    }
}
