using System.Diagnostics;
using System.Globalization;

namespace Bingobot.Events.Tests.Faults;

/// <summary>
/// A real program on real files, with effects done to a real server, killed with SIGKILL again and again, also while it opens and
/// recovers; what is acknowledged, derived, done and fired is held against a book that the test keeps.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int KillsOfAStream = 100;
    private const int RunsBetweenCloses = 15;
    private const int RunsBetweenFullChecks = 25;
    private readonly string _folder = Directory.CreateTempSubdirectory("stream-kills-").FullName;
    private readonly Lock _gate = new();
    private long _events;
    private int _acknowledged;
    private int _beforeOpen;
    private int _done;
    private int _again;
    private int _results;
    private int _fired;
    private int _segments;
    private int _whileCompacting;
    private long _dropped;
    private int _gone;
    private int _givenUp;
    private int _retried;
    private int _discarded;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary><c>BINGOBOT_KILLS</c> asks for more kills than the 1,000 of a usual run (30 without the native worker).</summary>
    [Fact]
    public async Task Stream_KilledAgainAndAgain_LosesNothingAndDoesNothingTwice()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs signals.");
        bool isNative = KilledStream.Program.Native is not null;
        if (!isNative)
        {
            output.WriteLine("FEW KILLS: the native worker is missing or old, and the usual one starts slowly; ./test.sh Events makes it");
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") == "true", "In CI the native worker must be there.");
        }

        int kills = Environment.GetEnvironmentVariable("BINGOBOT_KILLS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : isNative ? 1_000 : 30;
        var watch = Stopwatch.StartNew();
        await using (OutsideServer server = await OutsideServer.StartAsync())
        {
            int[] lanes = [0, 1];

            // Threads of their own: they block, and the server needs those of the pool.
            await Task.WhenAll(lanes.Select(lane => Task.Factory.StartNew(
                () =>
                {
                    for (int done = lane * KillsOfAStream; done < kills; done += lanes.Length * KillsOfAStream)
                        LiveThroughKills(done / KillsOfAStream + 1, Math.Min(KillsOfAStream, kills - done), server);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kills} kills in {watch.Elapsed.TotalSeconds:f0} s, {_beforeOpen} before the stream was open; {_events} events in {_segments} segments, {_acknowledged} acknowledgements, {_fired} timers fired, {_done} effects done, asked for again with the same key {_again} times, {_results} results; {_whileCompacting} kills while compacting, {_dropped} events dropped, {_gone} of them gone in the end, {_givenUp} effects given up, {_retried} dead letters tried again and {_discarded} discarded: nothing lost, nothing twice"));
        Assert.True(_acknowledged > kills && _beforeOpen > 0 && _fired > kills / 10 && _done > kills / 10 && _again > 0 && _results > 0);
        Assert.True(kills < 100 || (_whileCompacting > kills / 20 && _gone > 0 && _givenUp > 0 && _retried > 0 && _discarded > 0));
    }

    /// <summary>The life of one stream: kills, now and then an end in good order, and at last all that it still has to do.</summary>
    private void LiveThroughKills(int number, int kills, OutsideServer server)
    {
        using var stream = new KilledStream(number, Path.Combine(_folder, $"{number}"), server);
        for (int kill = 1; kill <= kills; kill++)
        {
            stream.RunUntilKilled();
            if (kill % RunsBetweenCloses == 0)
                stream.RunUntilClosed();
            if (kill % RunsBetweenFullChecks == 0)
                stream.CheckAll();
        }

        stream.RunUntilSettled();
        stream.CheckAll();
        Assert.True(stream.Snapshots > 0);
        lock (_gate)
        {
            _events += stream.Book.Last;
            _acknowledged += stream.Book.Acknowledged;
            _beforeOpen += stream.KilledBeforeOpen;
            _done += stream.Outside.Done;
            _again += stream.Outside.Again;
            _results += stream.Book.Results;
            _fired += stream.Book.Fired;
            _segments += stream.Segments;
            _whileCompacting += stream.KilledWhileCompacting;
            _dropped += stream.Dropped;
            _gone += stream.Book.Gone;
            _givenUp += stream.Book.GivenUp;
            _retried += stream.Book.Retried;
            _discarded += stream.Book.Discarded;
        }
    }
}
