using System.Text;
using Bingobot.Events.Tests.Samples;
using Bingobot.Storage;
using Bingobot.TestKit.Events;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Events.Tests.Runtime;

/// <summary>Random runs: live state against replay, and what a crash leaves against what was acknowledged.</summary>
public sealed class RandomRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Gen<Act> Acts = Gen.Frequency(
        (3, Gen.Select(Gen.ULong[1, 3], Gen.Int[0, 4], Gen.Int[0, 30], (p, b, m) => (Act)new Act.Open(p, $"b{b}", m))),
        (6, Gen.Select(Gen.ULong[1, 3], Gen.Int[0, 4], Gen.Int[0, 9], (p, b, v) => (Act)new Act.Cast(p, $"b{b}", $"v{v}"))),
        (2, Gen.Int[0, 20].Select(minutes => (Act)new Act.Pass(minutes))),
        (1, Gen.Const<Act>(new Act.Restart())));

    private abstract record Act
    {
        public sealed record Open(ulong Partition, string Ballot, int Minutes) : Act;

        public sealed record Cast(ulong Partition, string Ballot, string Voter) : Act;

        public sealed record Pass(int Minutes) : Act;

        public sealed record Restart : Act;
    }

    [Fact]
    public void AnyRun_LiveAndReplayed_GivesTheSameStateTimersAndEffects() =>
        Acts.Array[1, 40].Sample(acts => RunAsync(acts).GetAwaiter().GetResult(), iter: 60, threads: 2);

    private static async Task RunAsync(Act[] acts)
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot(), new Ballots()]);
        foreach (Act act in acts)
        {
            switch (act)
            {
                case Act.Open open:
                    await harness.Stream.PublishAsync(open.Partition, new BallotOpened(open.Ballot, "?", open.Minutes));
                    break;
                case Act.Cast cast:
                    await harness.Stream.PublishAsync(cast.Partition, new BallotCast(cast.Ballot, cast.Voter, 1));
                    break;
                case Act.Pass pass:
                    await harness.PassAsync(TimeSpan.FromMinutes(pass.Minutes));
                    break;
                default:
                    await harness.RestartAsync();
                    break;
            }

            await harness.CheckReplayAsync();
        }

        await harness.SettleAsync();
        await harness.CheckReplayAsync();
        Assert.Equal(harness.Effects.Executed.Count, harness.Effects.Executed.Select(effect => effect.Id).Distinct().Count());
    }

    [Fact]
    public void AnyCrash_KeepsWhatWasAcknowledgedWithoutAHole_AndDoesAgainOnlyWhatHasNoResult() =>
        Gen.Select(Acts.Array[1, 25], Gen.Int[0, 1000]).Sample(
            (acts, cut) => CrashAsync(acts, cut).GetAwaiter().GetResult(), iter: 40, threads: 2);

    /// <summary>The store is copied at every barrier; what is acknowledged at that time must be in the copy.</summary>
    private static async Task CrashAsync(Act[] acts, int cut)
    {
        var store = new CopyingStore();
        var effects = new RecordingEffects();
        var clock = new FakeTimeProvider(SomeEvents.Start);
        long acknowledged = 0;
        var copies = new List<(byte[] Bytes, long Acknowledged)>();
        store.BeforeBarrier = bytes => copies.Add((bytes, Volatile.Read(ref acknowledged)));
        await using (EventStream stream = await OpenAsync(store, effects, clock))
        {
            foreach (Act act in acts)
            {
                if (act is Act.Open open)
                    Volatile.Write(ref acknowledged, await stream.PublishAsync(open.Partition, new BallotOpened(open.Ballot, "?", open.Minutes)));
                else if (act is Act.Cast cast)
                    Volatile.Write(ref acknowledged, await stream.PublishAsync(cast.Partition, new BallotCast(cast.Ballot, cast.Voter, 1)));
                else if (act is Act.Pass pass)
                    clock.Advance(TimeSpan.FromMinutes(pass.Minutes));
            }
        }

        (byte[] left, long promised) = copies[cut % copies.Count];
        var survivor = new MemoryStore();
        survivor.Write(0, left);
        var after = new RecordingEffects();
        HashSet<string> results = ResultsIn(survivor, promised);
        await using EventStream again = await OpenAsync(new CopyingStore(survivor), after, clock);
        await WaitForAsync(() => !again.Capture().PendingEffects.Any());

        Assert.DoesNotContain(after.Executed, effect => results.Contains(effect.Id));
        Assert.Equal(after.Executed.Count, after.Executed.Select(effect => effect.Id).Distinct().Count());
    }

    private static HashSet<string> ResultsIn(MemoryStore store, long promised)
    {
        using DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);
        if (buffer.Count == 0)
        {
            Assert.Equal(0, promised);
            return [];
        }

        using DocumentBuffer opened = DocumentBuffer.Open(store, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);
        DocumentLog log = DocumentLog.Open([1], _ => opened);
        Recorded[] events = [.. log.Read(1)];
        Assert.True(events.Length >= promised, $"{promised} were acknowledged, {events.Length} are there");
        for (int i = 0; i < events.Length; i++)
        {
            // A timer and what is decided on it are there together or not at all.
            if (events[i].Type == "TimerFired" && Encoding.UTF8.GetString(events[i].Data.Span).Contains("\"ballot\"", StringComparison.Ordinal))
                Assert.Equal("BallotClosed", events.ElementAtOrDefault(i + 1)?.Type);
        }

        return [.. events.Where(e => e.Type == "EffectSucceeded")
            .Select(e => System.Text.Json.JsonSerializer.Deserialize(e.Data.Span, RuntimeJson.Default.EffectSucceeded)!.Effect)];
    }

    private static Task<EventStream> OpenAsync(CopyingStore store, RecordingEffects effects, TimeProvider clock) =>
        EventStream.OpenAsync(new EventStreamOptions
        {
            Log = DocumentLog.Open([1], _ => DocumentBuffer.Open(store, leaveOpen: true)),
            Modules = [new Ballot(), new Ballots()],
            Effects = effects,
            TimeProvider = clock,
            EffectDrain = TimeSpan.Zero,
        });

    private static async Task WaitForAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "nothing happened in time");
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Hands out its bytes as they are just before each barrier succeeds: what a kill at that moment leaves.</summary>
    private sealed class CopyingStore(MemoryStore? memory = null) : IBackingStore
    {
        private readonly MemoryStore _memory = memory ?? new MemoryStore();

        public Action<byte[]>? BeforeBarrier { get; set; }

        public long Length => _memory.Length;

        public int Read(long offset, Span<byte> destination) => _memory.Read(offset, destination);

        public void Write(long offset, ReadOnlySpan<byte> source) => _memory.Write(offset, source);

        public void Barrier()
        {
            _memory.Barrier();
            BeforeBarrier?.Invoke(_memory.ToArray());
        }

        public void Dispose()
        {
        }
    }
}
