using Bingobot.Storage.Postgres.Tests.Support;

namespace Bingobot.Storage.Postgres.Tests.Stores;

/// <summary>Readers beside a writer.</summary>
public sealed class ReadOnlyTests(SharedServer server)
{
    private static readonly PostgresStoreOptions ReadOnly = new() { ReadOnly = true };

    private readonly string _name = server.NewName();

    [Fact]
    public void Open_StoreThatIsNotThere_IsNotFoundAndNotCreated()
    {
        server.Open(server.NewName()).Dispose();
        var missing = Assert.Throws<FileNotFoundException>(() => server.Open(_name, ReadOnly));
        Assert.Contains($"'{_name}'", missing.Message, StringComparison.Ordinal);
        Assert.Equal(0L, server.Cluster.Execute("SELECT count(*) FROM bingobot.stores WHERE name = $1", _name));
    }

    [Fact]
    public void Open_SchemaThatIsNotThere_IsNotFoundAndNotCreated()
    {
        var options = new PostgresStoreOptions { ReadOnly = true, Schema = "never_made" };
        Assert.Throws<FileNotFoundException>(() => server.Open(_name, options));
        Assert.Equal(true, server.Cluster.Execute("SELECT to_regnamespace('never_made') IS NULL"));
    }

    [Fact]
    public void AnyChange_ReadOnly_IsRefusedAndTheOwnerGoesOn()
    {
        using PostgresStore owner = server.Open(_name);
        owner.Write(0, [1, 2, 3]);
        owner.Barrier();
        using PostgresStore reader = server.Open(_name, ReadOnly);
        Assert.Throws<InvalidOperationException>(() => reader.Write(0, [1]));
        Assert.Throws<InvalidOperationException>(() => reader.SetLength(0));
        Assert.Throws<InvalidOperationException>(reader.Barrier);
        Assert.Equal(owner.Epoch, reader.Epoch);
        owner.Write(0, [4]);
        Assert.Equal(1, ReadByte(reader));
        owner.Barrier();
        Assert.Equal(4, ReadByte(reader));
    }

    /// <summary>Pages that were sent before their barrier are in the owner's open transaction; nobody else sees them.</summary>
    [Fact]
    public void Read_OwnersTransactionIsOpen_ShowsTheLastBarrier()
    {
        using PostgresStore owner = server.Open(_name, new PostgresStoreOptions { PendingBytes = PostgresStoreOptions.MinPendingBytes });
        byte[] much = new byte[3 * PostgresStoreOptions.MinPendingBytes];
        owner.Write(0, much);
        owner.Barrier();
        much.AsSpan().Fill(7);
        owner.Write(0, much);
        owner.Write(much.Length, much);
        Assert.Equal(
            "idle in transaction",
            server.Cluster.Execute("SELECT state FROM pg_stat_activity WHERE application_name = $1", $"bingobot store {_name}"));
        using PostgresStore reader = server.Open(_name, ReadOnly);
        Assert.Equal(0, ReadByte(reader));
        Assert.Equal(much.Length, reader.Length);
        Assert.Equal(7, ReadByte(owner));
        owner.Barrier();
        Assert.Equal(7, ReadByte(reader));
        Assert.Equal(2 * much.Length, reader.Length);
    }

    /// <summary>Every commit fills the whole store with one value, and changes its length: a read of two commits would show.</summary>
    [Fact]
    public async Task Read_WhileTheOwnerCommits_IsOfOneCommit()
    {
        const int Commits = 150;
        const int PageBytes = 1024;
        using PostgresStore owner = server.Open(_name, new PostgresStoreOptions { PageBytes = PageBytes });
        owner.Write(0, new byte[PageBytes]);
        owner.Barrier();
        Task writing = Task.Factory.StartNew(
            () =>
            {
                for (int i = 1; i <= Commits; i++)
                {
                    byte[] bytes = new byte[PageBytes * (1 + (i * 7 % 20))];
                    bytes.AsSpan().Fill((byte)i);
                    owner.SetLength(0);
                    owner.Write(0, bytes);
                    owner.Barrier();
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        using PostgresStore reader = server.Open(_name, ReadOnly);
        var seen = new HashSet<int>();
        byte[] read = new byte[32 * PageBytes];
        while (!writing.IsCompleted || !seen.Contains(Commits))
        {
            int count = reader.Read(0, read);
            Assert.Equal(-1, read.AsSpan(0, count).IndexOfAnyExcept(read[0]));
            Assert.Equal(read[0] == 0 ? PageBytes : PageBytes * (1 + (read[0] * 7 % 20)), count);
            seen.Add(read[0]);
        }

        await writing;
        Assert.True(seen.Count > 2, $"{seen.Count} states were seen");
    }

    [Fact]
    public void DocumentBuffer_BesideAWriter_AdoptsNewerStates()
    {
        using DocumentBuffer writer = DocumentBuffer.Open(server.Open(_name));
        for (int i = 0; i < 2000; i++)
            writer.Push(BitConverter.GetBytes(i));
        writer.Flush();
        var options = new DocumentBufferOptions { ReadOnly = true, CacheDocuments = 4 };
        using DocumentBuffer reader = DocumentBuffer.Open(server.Open(_name, ReadOnly), options);
        Assert.Equal(2000, reader.Count);
        writer.Clear();
        writer.Push("new"u8);
        writer.Flush();
        writer.Push("newer"u8);
        writer.Close();
        Assert.Equal(["newer"u8.ToArray(), "new"u8.ToArray()], reader.Read(10));
    }

    private static int ReadByte(PostgresStore store)
    {
        byte[] one = new byte[1];
        Assert.Equal(1, store.Read(0, one));
        return one[0];
    }
}
