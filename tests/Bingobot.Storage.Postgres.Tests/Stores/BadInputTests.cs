using Bingobot.Storage.Postgres.Tests.Support;
using Npgsql;

namespace Bingobot.Storage.Postgres.Tests.Stores;

/// <summary>What goes wrong is said with what, where and how to mend it, and never with a password.</summary>
public sealed class BadInputTests(SharedServer server)
{
    private const string Secret = "correct-horse-battery";

    private readonly string _name = server.NewName();

    [Fact]
    public void Open_NoServerAtTheSocket_SaysSo() =>
        AssertRefused($"Host=/nowhere/at/all;Username=u;Password={Secret};Database=d", "cannot be reached", "See that the server runs");

    [Fact]
    public void Open_NoServerAtThePort_SaysSo() =>
        AssertRefused($"Host=127.0.0.1;Port=1;Username=u;Password={Secret};Database=d", "cannot be reached", "See that the server runs");

    [Fact]
    public void Open_DatabaseThatIsNotThere_SaysSo() =>
        AssertRefused($"Host={server.Cluster.Host};Username=owner;Password={Secret};Database=nothing", "\"nothing\" does not exist", "Create the database");

    [Fact]
    public void Open_WrongPassword_SaysSo()
    {
        server.Cluster.Execute("CREATE ROLE locked LOGIN PASSWORD 'another'");
        AssertRefused(
            $"Host={server.Cluster.Host};Username=locked;Password={Secret};Database=postgres", "password authentication failed", "pg_hba.conf");
    }

    [Fact]
    public void Open_UserWithoutRights_SaysSo()
    {
        server.Cluster.Execute("CREATE ROLE guest LOGIN");
        string guest = $"Host={server.Cluster.Host};Username=guest;Database=postgres";
        var refused = Assert.Throws<IOException>(() => new PostgresStore(guest, _name, new PostgresStoreOptions { Schema = "guests" }));
        Assert.Contains("permission denied", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Grant the user", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=x;Passwrd=" + Secret)]
    [InlineData("Host=x;Port=" + Secret)]
    [InlineData("Host=x;Password=a;" + Secret)]
    public void Open_ConnectionStringThatCannotBeRead_IsNotShown(string connectionString)
    {
        var refused = Assert.Throws<ArgumentException>(() => new PostgresStore(connectionString, _name));
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Open_MultiplexingSource_IsRefused()
    {
        using NpgsqlDataSource source = NpgsqlDataSource.Create(server.Cluster.ConnectionString + ";Multiplexing=true");
        Assert.Throws<ArgumentException>(() => new PostgresStore(source, _name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("half a pair \ud800")]
    [InlineData(null)]
    public void Open_NameThatIsNotAllowed_IsRefused(string? name) =>
        Assert.Throws<ArgumentException>(() => server.Open(name ?? new string('x', PostgresStore.MaxNameLength + 1)));

    [Fact]
    public void Open_LongestAndOddNames_AreOtherStores()
    {
        string[] names = [new('\u00fc', PostgresStore.MaxNameLength), "o'; DROP TABLE bingobot.pages; --", "\ud83c\udf89", "A", "a"];
        foreach (string name in names)
        {
            using PostgresStore store = server.Open(name);
            Assert.Equal(0, store.Length);
            store.Write(0, [1]);
            store.Barrier();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("1st")]
    [InlineData("a-b")]
    [InlineData("a\n")]
    public void Open_SchemaThatIsNotAllowed_IsRefused(string schema) =>
        Assert.Throws<ArgumentException>(() => server.Open(_name, new PostgresStoreOptions { Schema = schema }));

    [Fact]
    public void Open_OptionsOutOfRange_AreRefused()
    {
        PostgresStoreOptions[] wrong =
        [
            new() { PendingBytes = PostgresStoreOptions.MinPendingBytes - 1 },
            new() { PendingBytes = PostgresStoreOptions.MaxPendingBytes + 1 },
            new() { Timeout = TimeSpan.FromMilliseconds(999) },
            new() { Timeout = TimeSpan.FromSeconds(PostgresStoreOptions.MaxTimeoutSeconds + 1) },
        ];
        foreach (PostgresStoreOptions options in wrong)
            Assert.Throws<ArgumentOutOfRangeException>(() => server.Open(_name, options));
    }

    [Fact]
    public void Open_SchemaOfAnotherVersion_IsRefusedByWriterAndReader()
    {
        var options = new PostgresStoreOptions { Schema = "future" };
        server.Open(_name, options).Dispose();
        server.Cluster.Execute("UPDATE future.format SET version = 2");
        foreach (bool readOnly in new[] { false, true })
        {
            var refused = Assert.Throws<IOException>(() => server.Open(_name, new PostgresStoreOptions { Schema = "future", ReadOnly = readOnly }));
            Assert.Contains("'future' has version 2, and this library knows 1", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1L, server.Cluster.Execute("SELECT epoch FROM future.stores WHERE name = $1", _name));
    }

    [Fact]
    public void Open_RowThatIsDamaged_SaysWhichAndTakesNothingOver()
    {
        server.Open(_name).Dispose();
        server.Cluster.Execute("UPDATE bingobot.stores SET page_bytes = 1000 WHERE name = $1", _name);
        var refused = Assert.Throws<IOException>(() => server.Open(_name));
        Assert.Contains("page_bytes 1000", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1L, server.Cluster.Execute("SELECT epoch FROM bingobot.stores WHERE name = $1", _name));
    }

    [Theory]
    [InlineData("DELETE FROM bingobot.pages p USING bingobot.stores s WHERE s.id = p.store AND p.page = 2 AND s.name = $1", "found none")]
    [InlineData(
        "UPDATE bingobot.pages p SET bytes = 'short' FROM bingobot.stores s WHERE s.id = p.store AND p.page = 2 AND s.name = $1",
        "found one of 5 bytes")]
    public void Read_PageThatIsDamaged_SaysWhichAndOthersCanBeRead(string damage, string found)
    {
        using (PostgresStore owner = server.Open(_name))
        {
            owner.Write(0, new byte[40_000]);
            owner.Barrier();
        }

        server.Cluster.Execute(damage, _name);
        foreach (bool readOnly in new[] { false, true })
        {
            using PostgresStore store = server.Open(_name, new PostgresStoreOptions { ReadOnly = readOnly });
            var damaged = Assert.Throws<IOException>(() => store.Read(0, new byte[40_000]));
            Assert.Contains(found, damaged.Message, StringComparison.Ordinal);
            Assert.Contains("Page 2 ", damaged.Message, StringComparison.Ordinal);
            Assert.Contains("offset 16384", damaged.Message, StringComparison.Ordinal);
            Assert.Contains("restore", damaged.Message, StringComparison.Ordinal);
            Assert.Equal(10, store.Read(0, new byte[10]));
        }
    }

    /// <summary>Of a damaged page the DocumentBuffer must not conclude that the newest commit never happened.</summary>
    [Fact]
    public void DocumentBuffer_PageOfTheNewestCommitIsMissing_DoesNotFallBack()
    {
        PostgresStore store = server.Open(_name);
        DocumentBuffer buffer = DocumentBuffer.Open(store);
        buffer.Push("old"u8);
        buffer.Flush();
        buffer.Push(new byte[50_000]);
        buffer.Flush();
        store.Dispose();
        server.Cluster.Execute(
            "DELETE FROM bingobot.pages p USING bingobot.stores s WHERE s.id = p.store AND p.page = 5 AND s.name = $1", _name);
        using PostgresStore again = server.Open(_name);
        IOException damaged = Assert.Throws<IOException>(() => DocumentBuffer.Open(again, leaveOpen: true));
        Assert.Contains("Page 5 ", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Barrier_StoreWasDeleted_FailsForGood()
    {
        using PostgresStore store = server.Open(_name);
        store.Write(0, [1]);
        server.Cluster.Execute("DELETE FROM bingobot.stores WHERE name = $1", _name);
        var failed = Assert.Throws<StoreFailedException>(store.Barrier);
        Assert.Contains("was deleted", failed.Message, StringComparison.Ordinal);
        Assert.Throws<StoreFailedException>(() => store.Write(0, [1]));
        Assert.Equal(0L, server.Cluster.Execute("SELECT count(*) FROM bingobot.pages p WHERE NOT EXISTS (SELECT FROM bingobot.stores s WHERE s.id = p.store)"));
    }

    [Fact]
    public void WriteOrSetLength_BeyondTheMost_IsRefusedAndNothingChanges()
    {
        using PostgresStore store = server.Open(_name);
        Assert.Throws<IOException>(() => store.Write(PostgresStore.MaxLength, [1]));
        Assert.Throws<IOException>(() => store.Write(long.MaxValue, [1]));
        Assert.Throws<IOException>(() => store.SetLength(PostgresStore.MaxLength + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Write(-1, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Read(-1, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.SetLength(-1));
        Assert.Equal(0, store.Length);
        Assert.Equal(0, store.Read(long.MaxValue, new byte[1]));
    }

    [Fact]
    public void AnyMember_Disposed_Throws()
    {
        foreach (bool readOnly in new[] { false, true })
        {
            PostgresStore store = server.Open(_name, new PostgresStoreOptions { ReadOnly = readOnly });
            store.Dispose();
            store.Dispose();
            Assert.Throws<ObjectDisposedException>(() => store.Length);
            Assert.Throws<ObjectDisposedException>(() => store.Read(0, new byte[1]));
            if (readOnly)
                continue;
            Assert.Throws<ObjectDisposedException>(() => store.Write(0, [1]));
            Assert.Throws<ObjectDisposedException>(() => store.SetLength(0));
            Assert.Throws<ObjectDisposedException>(store.Barrier);
        }
    }

    private void AssertRefused(string connectionString, string what, string mend)
    {
        _ = server.Cluster;
        var refused = Assert.Throws<IOException>(() => new PostgresStore(connectionString, _name));
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.Contains(mend, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }
}
