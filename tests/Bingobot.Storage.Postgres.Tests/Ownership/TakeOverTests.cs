using Bingobot.Storage.Postgres.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Bingobot.Storage.Postgres.Tests.Ownership;

/// <summary>Taking over from owners that are in the middle of a transaction, dead, frozen or alive and not to be disturbed.</summary>
public sealed class TakeOverTests(SharedServer server)
{
    private static readonly PostgresStoreOptions Usual = new()
    {
        PendingBytes = PostgresStoreOptions.MinPendingBytes,
        Grace = TimeSpan.FromMilliseconds(100),
    };

    private readonly string _name = server.NewName();

    /// <summary>The former owner's pages were sent and its row is locked; its session is ended, and nothing of it is seen.</summary>
    [Fact]
    public void Open_FormerOwnersTransactionIsOpen_EndsIt()
    {
        using PostgresStore former = server.Open(_name, Usual);
        former.Write(0, [1]);
        former.Barrier();
        byte[] much = new byte[3 * Usual.PendingBytes];
        much.AsSpan().Fill(9);
        former.Write(0, much);
        using PostgresStore current = server.Open(_name, Usual);
        byte[] read = new byte[2];
        Assert.Equal(1, current.Read(0, read));
        Assert.Equal(1, read[0]);
        var fenced = Assert.Throws<StoreFailedException>(former.Barrier);
        Assert.Contains($"A newer owner with epoch {current.Epoch} took", fenced.Message, StringComparison.Ordinal);
        current.Write(0, [3]);
        current.Barrier();
    }

    [Fact]
    public void Open_AnotherProgramHoldsTheRow_SaysWhoAndGivesUp()
    {
        server.Open(_name).Dispose();
        using NpgsqlConnection other = server.Cluster.Connect();
        using NpgsqlTransaction transaction = other.BeginTransaction();
        using var hold = new NpgsqlCommand($"SELECT FROM bingobot.stores WHERE name = '{_name}' FOR UPDATE", other);
        hold.ExecuteNonQuery();
        var options = new PostgresStoreOptions { Timeout = TimeSpan.FromSeconds(1), Grace = TimeSpan.FromMilliseconds(400) };
        var refused = Assert.Throws<IOException>(() => server.Open(_name, options));
        Assert.Contains($"session {other.ProcessID} ('test'), which is no store's", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1L, server.Cluster.Execute("SELECT epoch FROM bingobot.stores WHERE name = $1", _name));
    }

    [Fact]
    public void Open_NotToTakeOver_IsRefusedWhileAnOwnerLives()
    {
        var careful = new PostgresStoreOptions { TakeOver = false };
        using (PostgresStore owner = server.Open(_name))
        {
            var locked = Assert.Throws<StoreLockedException>(() => server.Open(_name, careful));
            Assert.Equal(_name, locked.Path);
            owner.Write(0, [1]);
            owner.Barrier();
        }

        server.Cluster.WaitUntil("SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = $1", $"bingobot store {_name}");
        using (PostgresStore careful1 = server.Open(_name, careful))
            Assert.Throws<StoreLockedException>(() => server.Open(_name, careful));
    }

    [Fact]
    public void Open_NotToTakeOver_SucceedsWhereTheOwnersSessionWasEnded()
    {
        using PostgresStore owner = server.Open(_name);
        server.Cluster.Execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = $1", $"bingobot store {_name}");
        using PostgresStore careful = server.Open(_name, new PostgresStoreOptions { TakeOver = false });
        Assert.Equal(2, careful.Epoch);
    }

    /// <summary>A pooled session goes on after its store; it must not count as an owner's.</summary>
    [Fact]
    public void Open_NotToTakeOverFromAPool_SucceedsAfterTheOwnerClosed()
    {
        using NpgsqlDataSource source = NpgsqlDataSource.Create(server.Cluster.ConnectionString);
        var careful = new PostgresStoreOptions { TakeOver = false };
        new PostgresStore(source, _name, careful).Dispose();
        using PostgresStore open = new(source, _name, Usual);
        open.Write(0, new byte[3 * Usual.PendingBytes]);
        Assert.Throws<StoreLockedException>(() => new PostgresStore(source, _name, careful));
        open.Dispose();
        using PostgresStore again = new(source, _name, careful);
        Assert.Equal(0, again.Length);
    }

    [Fact]
    public void OpenTransaction_OwnerLives_IsKeptByBeats()
    {
        var time = new FakeTimeProvider();
        using PostgresStore owner = OpenWithTransaction(time, TimeSpan.FromSeconds(30));
        server.Cluster.WaitUntil(State("query <> 'SELECT 1'"), $"bingobot store {_name}");
        time.Advance(TimeSpan.FromSeconds(10));
        server.Cluster.WaitUntil(State("query = 'SELECT 1' AND state = 'idle in transaction'"), $"bingobot store {_name}");
        owner.Barrier();
    }

    /// <summary>Without beats, as of a frozen process, the server ends the transaction and frees the row.</summary>
    [Fact]
    public void OpenTransaction_OwnerIsFrozen_IsEndedByTheServer()
    {
        using PostgresStore owner = OpenWithTransaction(new FakeTimeProvider(), TimeSpan.FromSeconds(1));
        server.Cluster.WaitUntil("SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = $1", $"bingobot store {_name}");
        Assert.Throws<StoreFailedException>(owner.Barrier);
        using PostgresStore next = server.Open(_name);
        Assert.Equal(0, next.Length);
    }

    [Fact]
    public void Open_ManyAtOnceOnAnEmptyDatabase_EachGetsAnEpoch()
    {
        var options = new PostgresStoreOptions { Schema = "made_at_once" };
        var epochs = new System.Collections.Concurrent.ConcurrentBag<long>();
        Parallel.For(0, 8, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, _ =>
        {
            using PostgresStore store = server.Open(_name, options);
            epochs.Add(store.Epoch);
        });
        Assert.Equal(Enumerable.Range(1, 8).Select(n => (long)n), epochs.Order());
    }

    private static string State(string condition) =>
        $"SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = $1 AND {condition}";

    private PostgresStore OpenWithTransaction(FakeTimeProvider time, TimeSpan timeout)
    {
        PostgresStore owner = server.Open(_name, new PostgresStoreOptions
        {
            PendingBytes = PostgresStoreOptions.MinPendingBytes,
            TimeProvider = time,
            Timeout = timeout,
        });
        owner.Write(0, new byte[3 * PostgresStoreOptions.MinPendingBytes]);
        return owner;
    }
}
