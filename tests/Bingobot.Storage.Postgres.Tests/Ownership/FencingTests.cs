using Bingobot.Storage.Postgres.Tests.Support;

namespace Bingobot.Storage.Postgres.Tests.Ownership;

/// <summary>Whoever opens for writing fences off the owner before.</summary>
public sealed class FencingTests(SharedServer server)
{
    private readonly string _name = server.NewName();

    [Fact]
    public void FormerOwner_AnyUse_FailsAndNamesTheNewEpoch()
    {
        using PostgresStore former = server.Open(_name);
        former.Write(0, new byte[3_000_000]);
        former.Barrier();
        former.Write(0, [1]);
        using PostgresStore current = server.Open(_name);
        Assert.Equal(former.Epoch + 1, current.Epoch);
        current.Write(0, [2]);
        current.Barrier();

        var fenced = Assert.Throws<StoreFailedException>(former.Barrier);
        Assert.Contains($"A newer owner with epoch {current.Epoch} took the store '{_name}'", fenced.Message, StringComparison.Ordinal);
        Assert.Equal(fenced.Message, Assert.Throws<StoreFailedException>(former.Barrier).Message);
        Assert.Throws<StoreFailedException>(() => former.Write(0, [1]));
        Assert.Throws<StoreFailedException>(() => former.SetLength(0));
        Assert.Throws<StoreFailedException>(() => former.Read(0, new byte[1]));
        byte[] read = new byte[1];
        current.Read(0, read);
        Assert.Equal(2, read[0]);
    }

    [Fact]
    public void FormerOwner_ReadingFromTheServer_FailsRatherThanMixes()
    {
        using PostgresStore former = server.Open(_name);
        former.Write(0, new byte[3_000_000]);
        former.Barrier();
        using PostgresStore current = server.Open(_name);
        var fenced = Assert.Throws<StoreFailedException>(() => former.Read(0, new byte[1]));
        Assert.Contains($"epoch {current.Epoch} took", fenced.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FormerOwner_ClosingAfterATruncation_CutsNothing()
    {
        PostgresStore former = server.Open(_name);
        former.Write(0, new byte[100_000]);
        former.Barrier();
        using PostgresStore current = server.Open(_name);
        former.SetLength(0);
        former.Dispose();
        Assert.Equal(100_000, current.Read(0, new byte[200_000]));
        Assert.Equal(100_000L, server.Cluster.Execute("SELECT length FROM bingobot.stores WHERE name = $1", _name));
    }

    /// <summary>Owners take turns and go on at random; content is always one that the newest owner's history allows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Owners_InterleavedAtRandom_OnlyTheNewestWrites(int seed)
    {
        var random = new Random(seed);
        var history = new History();
        var owners = new DocumentBuffer?[3];
        var stores = new PostgresStore[owners.Length];
        DocumentBuffer? newest = null;
        int refused = 0;
        for (int step = 0; step < 350; step++)
        {
            int i = random.Next(owners.Length);
            if (owners[i] is not { } owner || random.Next(20) == 0)
            {
                // As after a crash: what was not flushed is gone.
                stores[i]?.Dispose();
                stores[i] = server.Open(_name);
                newest = owners[i] = DocumentBuffer.Open(stores[i], new DocumentBufferOptions { CacheDocuments = random.Next(8) });
                history.Found(newest);
            }
            else if (owner == newest)
            {
                history.Step(owner, random, maxBytes: 400);
            }
            else
            {
                refused += UseFormer(owner, random);
                owners[i] = null;
            }
        }

        Assert.True(refused > 5, $"{refused} former owners were refused");
        Assert.True(history.Acknowledged > 20, $"{history.Acknowledged} flushes");
        using DocumentBuffer last = DocumentBuffer.Open(server.Open(_name));
        history.Found(last);
        Array.ForEach(stores, store => store?.Dispose());
    }

    /// <summary>Threads take the store from each other; what is there in the end is what was acknowledged, owner after owner.</summary>
    [Fact]
    public void Owners_RacingThreads_LeaveWhatWasAcknowledged()
    {
        const int Turns = 12;
        var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<long, int>();
        Parallel.For(0, 3, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, _ =>
        {
            for (int turn = 0; turn < Turns; turn++)
            {
                try
                {
                    using PostgresStore store = server.Open(_name);
                    DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
                    for (int n = 1; n <= 40; n++)
                    {
                        buffer.Push([.. BitConverter.GetBytes(store.Epoch), .. BitConverter.GetBytes(n)]);
                        buffer.Flush();
                        acknowledged[store.Epoch] = n;
                    }
                }
                catch (StoreFailedException e)
                {
                    Assert.Contains("A newer owner with epoch", e.Message, StringComparison.Ordinal);
                }
            }
        });

        var found = new Dictionary<long, int>();
        long lastEpoch = 0;
        using DocumentBuffer last = DocumentBuffer.Open(server.Open(_name));
        foreach (ReadOnlySpan<byte> document in last.ReadForward())
        {
            long epoch = BitConverter.ToInt64(document);
            Assert.True(epoch >= lastEpoch);
            Assert.Equal(found.GetValueOrDefault(epoch) + 1, BitConverter.ToInt32(document[8..]));
            found[epoch] = BitConverter.ToInt32(document[8..]);
            lastEpoch = epoch;
        }

        Assert.Equal(acknowledged.OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));
        Assert.True(found.Count > 1);
    }

    /// <summary>0 when the former owner had nothing to make durable, 1 when it tried and was refused.</summary>
    private static int UseFormer(DocumentBuffer former, Random random)
    {
        for (int i = random.Next(3); i >= 0; i--)
        {
            try
            {
                former.Push(new byte[random.Next(1000)]);
                former.TryPop(out _);
                former.Push("never to be seen"u8);
            }
            catch (StoreFailedException e)
            {
                Assert.Contains("A newer owner with epoch", e.Message, StringComparison.Ordinal);
                return 1;
            }
        }

        var fenced = Assert.Throws<StoreFailedException>(former.Flush);
        Assert.Contains("A newer owner with epoch", fenced.Message, StringComparison.Ordinal);
        Assert.Throws<StoreFailedException>(former.Flush);
        return 1;
    }
}
