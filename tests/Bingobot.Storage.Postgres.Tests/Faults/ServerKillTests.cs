using System.Globalization;
using Bingobot.Storage.Postgres.Tests.Support;

namespace Bingobot.Storage.Postgres.Tests.Faults;

/// <summary>The server and all its processes are killed under load, again and again.</summary>
public sealed class ServerKillTests(ITestOutputHelper output)
{
    private const int Lanes = 2;

    /// <summary><c>BINGOBOT_SERVER_KILLS</c> asks for more kills than the 8 of a usual run.</summary>
    [Fact]
    public async Task Server_KilledAgainAndAgain_KeepsWhatWasAcknowledged()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("BINGOBOT_SERVER_KILLS") ?? "8", CultureInfo.InvariantCulture);
        using var cluster = new Cluster();
        var random = new Random(1);
        Lane[] lanes = [.. Enumerable.Range(0, Lanes).Select(i => new Lane(cluster, $"lane {i}", i))];
        for (int kill = 0; kill < kills; kill++)
        {
            Task[] work = [.. lanes.Select(lane => Task.Factory.StartNew(
                lane.WorkUntilItFails, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
            long enough = lanes.Sum(lane => lane.Steps) + random.Next(2, 300);
            Assert.True(
                SpinWait.SpinUntil(() => lanes.Sum(lane => lane.Steps) >= enough || work.Any(w => w.IsFaulted), TimeSpan.FromSeconds(60)));
            Thread.SpinWait(random.Next(200_000));
            cluster.Kill();
            await Task.WhenAll(work);
            cluster.Start();
            Array.ForEach(lanes, lane => lane.Check());
        }

        int flushes = lanes.Sum(lane => lane.Flushes);
        output.WriteLine($"{kills} kills, {flushes} acknowledged flushes, none lost");
        Assert.True(flushes > kills);
    }

    private sealed class Lane(Cluster cluster, string name, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly History _history = new();
        private int _steps;

        public int Steps => Volatile.Read(ref _steps);

        public int Flushes => _history.Acknowledged;

        public void WorkUntilItFails()
        {
            var options = new PostgresStoreOptions { PendingBytes = PostgresStoreOptions.MinPendingBytes };
            try
            {
                using var store = new PostgresStore(cluster.ConnectionString, name, options);
                DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { CacheDocuments = _random.Next(20) });
                _history.Found(buffer);
                while (true)
                {
                    _history.Step(buffer, _random, maxBytes: 20_000);
                    Interlocked.Increment(ref _steps);
                }
            }
            catch (IOException)
            {
                return;
            }
        }

        public void Check()
        {
            try
            {
                using var store = new PostgresStore(cluster.ConnectionString, name, new PostgresStoreOptions { ReadOnly = true });
                Assert.Empty(DocumentBuffer.Verify(store).Faults);
                _history.Found(DocumentBuffer.Open(store, new DocumentBufferOptions { ReadOnly = true }));
            }
            catch (FileNotFoundException)
            {
                Assert.Equal(0, Flushes);
            }
        }
    }
}
