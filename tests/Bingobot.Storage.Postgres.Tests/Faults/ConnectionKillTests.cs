using System.Runtime.CompilerServices;
using Bingobot.Storage.Postgres.Tests.Support;
using Npgsql;

namespace Bingobot.Storage.Postgres.Tests.Faults;

/// <summary>The owner's session is ended on the server at random moments of its work.</summary>
public sealed class ConnectionKillTests(SharedServer server, ITestOutputHelper output)
{
    private const int Kills = 40;

    [Fact]
    public async Task Session_EndedAgainAndAgain_FailsForGoodAndMixesNothing()
    {
        string name = server.NewName();
        var history = new History();
        var random = new Random(7);
        using NpgsqlConnection killer = server.Cluster.Connect();
        int inTransaction = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            var options = new PostgresStoreOptions { PendingBytes = PostgresStoreOptions.MinPendingBytes };
            using PostgresStore store = server.Open(name, options);
            DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { CacheDocuments = random.Next(20) });
            history.Found(buffer);
            int seed = random.Next();
            var steps = new StrongBox<int>();
            Task<StoreFailedException> work = Task.Factory.StartNew(
                () => WorkUntilItFails(history, buffer, new Random(seed), steps),
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            int enough = random.Next(40);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref steps.Value) >= enough || work.IsCompleted, TimeSpan.FromSeconds(60)));
            Thread.SpinWait(random.Next(100_000));
            inTransaction += End(killer, name);
            StoreFailedException failed = await work;
            Assert.Equal(failed.GetType(), Assert.Throws<StoreFailedException>(store.Barrier).GetType());
            Assert.Throws<StoreFailedException>(() => store.Write(0, [1]));
            Assert.Throws<StoreFailedException>(() => store.Read(0, new byte[1]));
        }

        output.WriteLine($"{Kills} sessions ended, {inTransaction} of them at work; {history.Acknowledged} acknowledged flushes, none lost");
        Assert.True(history.Acknowledged > Kills);
        Assert.True(inTransaction > 0);
        using PostgresStore last = server.Open(name);
        Assert.Empty(DocumentBuffer.Verify(last).Faults);
    }

    [Fact]
    public void Reader_SessionEnded_FailsClearly()
    {
        string name = server.NewName();
        server.Open(name).Dispose();
        using PostgresStore reader = server.Open(name, new PostgresStoreOptions { ReadOnly = true });
        using NpgsqlConnection killer = server.Cluster.Connect();
        End(killer, name);
        var failed = Assert.Throws<StoreFailedException>(() => reader.Read(0, new byte[1]));
        Assert.Contains($"'{name}'", failed.Message, StringComparison.Ordinal);
        Assert.Contains("open it anew", failed.Message, StringComparison.Ordinal);
        Assert.Throws<StoreFailedException>(() => reader.Length);
    }

    private static StoreFailedException WorkUntilItFails(History history, DocumentBuffer buffer, Random random, StrongBox<int> steps)
    {
        try
        {
            while (true)
            {
                history.Step(buffer, random, maxBytes: 8000);
                Interlocked.Increment(ref steps.Value);
            }
        }
        catch (StoreFailedException e)
        {
            return e;
        }
    }

    /// <summary>Ends the store's sessions; gives how many of them were not idle.</summary>
    private static int End(NpgsqlConnection killer, string name)
    {
        using var end = new NpgsqlCommand(
            """
            SELECT count(*) FILTER (WHERE state <> 'idle')::int, count(pg_terminate_backend(pid, 10000))
            FROM pg_stat_activity WHERE application_name = $1
            """,
            killer);
        end.Parameters.Add(new NpgsqlParameter { Value = $"bingobot store {name}" });
        return (int)end.ExecuteScalar()!;
    }
}
