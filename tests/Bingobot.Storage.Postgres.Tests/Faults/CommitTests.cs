using Bingobot.Storage.Postgres.Tests.Support;

namespace Bingobot.Storage.Postgres.Tests.Faults;

/// <summary>
/// Commits that hang within the server: it waits for a standby that never comes. What happens to the session then happens
/// during COMMIT, every time.
/// </summary>
public sealed class CommitTests(Cluster cluster) : IClassFixture<Cluster>, IDisposable
{
    private readonly string _name = $"hangs {Guid.NewGuid():n}";

    private string Session => $"bingobot store {_name}";

    public void Dispose()
    {
        cluster.Execute("ALTER SYSTEM RESET ALL");
        cluster.Execute("ALTER ROLE owner RESET ALL");
        cluster.Execute("SELECT pg_reload_conf()");
        WaitForSetting("synchronous_standby_names", "");
        WaitForSetting("full_page_writes", "on");
    }

    /// <summary>
    /// The session is ended: nothing is acknowledged, though the server has committed. It is cancelled: the server says that it has
    /// committed, with a warning, and that is not enough.
    /// </summary>
    [Fact]
    public async Task Barrier_InterruptedDuringCommit_FailsAndTheContentIsOneOrTheOther()
    {
        foreach (string interruption in new[] { "pg_terminate_backend", "pg_cancel_backend" })
        {
            using PostgresStore store = Open();
            var history = new History();
            DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { CacheDocuments = 4 });
            buffer.Clear();
            buffer.Flush();
            StoreFailedException failed = await FailDuringCommit(interruption, history, buffer);
            Assert.DoesNotContain("newer owner", failed.Message, StringComparison.Ordinal);
            Assert.Throws<StoreFailedException>(store.Barrier);
            SetStandby("");
            using PostgresStore again = Open();
            Assert.Empty(DocumentBuffer.Verify(again).Faults);
            history.Found(DocumentBuffer.Open(again, leaveOpen: true));
        }
    }

    [Fact]
    public async Task WriteAndRead_WhileABarrierRuns_GoOnInMemory()
    {
        using PostgresStore store = Open();
        store.Write(0, [1, 1, 1]);
        store.Barrier();
        SetStandby("nobody");
        using var hung = new CancellationTokenSource();
        Task barriers = Task.Run(() => CommitUntil(store, hung.Token), TestContext.Current.CancellationToken);
        try
        {
            WaitForHang();
        }
        finally
        {
            await hung.CancelAsync();
        }

        Task<byte[]> beside = Task.Run(
            () =>
            {
                byte[] read = new byte[3];
                store.Write(2, [7]);
                store.SetLength(3);
                Assert.Equal(3, store.Read(0, read));
                Assert.Equal(3, store.Length);
                return read;
            },
            TestContext.Current.CancellationToken);
        Assert.Equal([2, 2, 7], await beside.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        SetStandby("");
        await barriers;
        byte[] durable = new byte[3];
        using (PostgresStore reader = new(cluster.ConnectionString, _name, new PostgresStoreOptions { ReadOnly = true }))
            Assert.Equal(3, reader.Read(0, durable));
        Assert.Equal([2, 2, 2], durable);
        store.Barrier();
        using PostgresStore after = new(cluster.ConnectionString, _name, new PostgresStoreOptions { ReadOnly = true });
        after.Read(0, durable);
        Assert.Equal([2, 2, 7], durable);
    }

    [Fact]
    public void Open_ServerThatDoesNotSync_IsRefused()
    {
        cluster.Execute("ALTER SYSTEM SET full_page_writes = off");
        cluster.Execute("SELECT pg_reload_conf()");
        WaitForSetting("full_page_writes", "off");
        var refused = Assert.Throws<IOException>(Open);
        Assert.Contains("full_page_writes = off", refused.Message, StringComparison.Ordinal);
        using PostgresStore knowingly = new(cluster.ConnectionString, _name, new PostgresStoreOptions { RequireDurableServer = false });
        Assert.Equal(1, knowingly.Epoch);
    }

    /// <summary>Whatever the server's default is.</summary>
    [Fact]
    public async Task Barrier_ServerCommitsAsynchronously_IsSynchronousAllTheSame()
    {
        cluster.Execute("ALTER ROLE owner SET synchronous_commit = off");
        cluster.Execute("ALTER ROLE owner SET default_transaction_isolation = 'serializable'");
        await Barrier_InterruptedDuringCommit_FailsAndTheContentIsOneOrTheOther();
    }

    private PostgresStore Open() => new(cluster.ConnectionString, _name);

    private async Task<StoreFailedException> FailDuringCommit(string interruption, History history, DocumentBuffer buffer)
    {
        SetStandby("nobody");
        using var interrupted = new CancellationTokenSource();
        Task<StoreFailedException> work = Task.Run(
            () => Assert.Throws<StoreFailedException>(() =>
            {
                // The first commits may come before the server has learnt to wait.
                for (int i = 0; !interrupted.IsCancellationRequested; i++)
                {
                    history.Push(buffer, new Random(i), maxBytes: 3000);
                    history.Flush(buffer);
                }
            }),
            TestContext.Current.CancellationToken);
        try
        {
            WaitForHang();
        }
        finally
        {
            await interrupted.CancelAsync();
        }

        cluster.Execute($"SELECT {interruption}(pid) FROM pg_stat_activity WHERE application_name = $1", Session);
        return await work;
    }

    /// <summary>The first commits may come before the server has learnt to wait.</summary>
    private static void CommitUntil(PostgresStore store, CancellationToken hung)
    {
        while (!hung.IsCancellationRequested)
        {
            store.Write(0, [2, 2, 2]);
            store.Barrier();
        }
    }

    private void SetStandby(string name)
    {
        cluster.Execute($"ALTER SYSTEM SET synchronous_standby_names = '{name}'");
        cluster.Execute("SELECT pg_reload_conf()");
        WaitForSetting("synchronous_standby_names", name);
    }

    private void WaitForSetting(string setting, string value) =>
        cluster.WaitUntil("SELECT current_setting($1) = $2", setting, value);

    private void WaitForHang() => cluster.WaitUntil(
        "SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = $1 AND wait_event = 'SyncRep'", Session);
}
