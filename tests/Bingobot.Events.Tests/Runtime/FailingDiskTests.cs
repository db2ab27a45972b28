using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Bingobot.Events.Tests.Samples;
using Bingobot.Storage;
using Bingobot.TestKit;
using Bingobot.TestKit.Events;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Events.Tests.Runtime;

/// <summary>Several lives of one stream on a disk that loses power, fails to write and fails to sync.</summary>
public sealed class FailingDiskTests
{
    private const int Lives = 4;

    [Fact]
    public void Stream_OnAFailingDisk_LosesNothingAcknowledgedAndDoesNothingTwiceThatHasAResult()
    {
        int failures = 0;
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Int[3, 120], Gen.Int[0, 30], Gen.Int[0, 30], Gen.Bool).Sample(
            (seed, cut, writeFailures, barrierFailures, reboots) => Interlocked.Add(
                ref failures, LiveAsync(seed, cut, writeFailures, barrierFailures, reboots).GetAwaiter().GetResult()) >= 0,
            iter: 60, threads: 2);
        Assert.InRange(failures, 20, 60 * Lives);
    }

    private static async Task<int> LiveAsync(int seed, int cut, int writeFailures, int barrierFailures, bool reboots)
    {
        var disk = new FaultyStore(seed);
        var acknowledged = new ConcurrentDictionary<long, string>();
        var world = new World(new LockedStore(disk), acknowledged);
        for (int life = 0; life < Lives; life++)
        {
            bool last = life == Lives - 1;
            disk.WriteFailures = last ? 0 : writeFailures;
            disk.BarrierFailures = last ? 0 : barrierFailures;
            disk.OperationsUntilCut = last ? -1 : cut + life;
            await world.RunAsync(life);
            if (disk.IsDown || reboots)
                disk.Reboot();
        }

        world.Check();
        return world.Failures;
    }

    private sealed class World(LockedStore store, ConcurrentDictionary<long, string> acknowledged)
    {
        private readonly FakeTimeProvider _clock = new(SomeEvents.Start);

        /// <summary>How many lives the disk ended; what was acknowledged until then is in the book.</summary>
        public int Failures { get; private set; }

        /// <summary>One life: until the disk fails, or all is published.</summary>
        public async Task RunAsync(int life)
        {
            var effects = new RecordingEffects();
            HashSet<string> results = [];
            try
            {
                DocumentLog log = DocumentLog.Open([1], _ => DocumentBuffer.Open(store, leaveOpen: true));
                results = [.. log.Read(1).Where(e => e.Type == "EffectSucceeded").Select(Effect)];
                await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
                {
                    Log = log,
                    Modules = [new Ballot(), new Ballots()],
                    Effects = effects,
                    TimeProvider = _clock,
                    EffectDrain = TimeSpan.Zero,
                });
                for (int i = 0; i < 8; i++)
                {
                    _clock.Advance(TimeSpan.FromMinutes(4));
                    await Task.WhenAll(
                        PublishAsync(stream, new BallotOpened($"b{life}-{i % 3}", "?", 5)),
                        PublishAsync(stream, new BallotCast($"b{life}-{i % 3}", $"v{i}", 1)),
                        PublishAsync(stream, new BallotCast($"b{life}-{i % 2}", $"w{i}", 2)));
                }
            }
            catch (Exception failure) when (failure is StreamFailedException or IOException)
            {
                Failures++;
            }

            Assert.DoesNotContain(effects.Executed, effect => results.Contains(effect.Id));
        }

        /// <summary>The book of acknowledgements against the disk.</summary>
        public void Check()
        {
            using DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
            DocumentLog log = DocumentLog.Open([1], _ => buffer);
            Recorded[] events = [.. log.Read(1)];
            foreach ((long sequence, string data) in acknowledged)
                Assert.Equal(data, Encoding.UTF8.GetString(events[(int)sequence - 1].Data.Span));
            for (int i = 0; i < events.Length; i++)
            {
                Assert.Equal(i + 1, events[i].Sequence);
                if (events[i].Type == "TimerFired" && Encoding.UTF8.GetString(events[i].Data.Span).Contains("\"ballot\"", StringComparison.Ordinal))
                    Assert.Equal("BallotClosed", events.ElementAtOrDefault(i + 1)?.Type);
            }

            string[] results = [.. events.Where(e => e.Type == "EffectSucceeded").Select(Effect)];
            Assert.Equal(results.Length, results.Distinct().Count());
        }

        private static string Effect(Recorded e) =>
            JsonSerializer.Deserialize(e.Data.Span, RuntimeJson.Default.EffectSucceeded)!.Effect;

        private async Task PublishAsync<TEvent>(EventStream stream, TEvent e)
        {
            long sequence = await stream.PublishAsync(1, e);
            string json = e is BallotOpened opened
                ? JsonSerializer.Serialize(opened, SampleJson.Default.BallotOpened)
                : JsonSerializer.Serialize((BallotCast)(object)e!, SampleJson.Default.BallotCast);
            Assert.True(acknowledged.TryAdd(sequence, json));
        }
    }
}
