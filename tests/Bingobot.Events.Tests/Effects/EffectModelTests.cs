using System.Collections.Concurrent;
using CsCheck;

namespace Bingobot.Events.Tests.Effects;

/// <summary>
/// Random effects with random outcomes over several lives that end by a failing barrier, so that what was done is not recorded;
/// against a world that keeps what really happened.
/// </summary>
public sealed class EffectModelTests
{
    private const int Lives = 4;
    private static readonly string[] Kinds = ["again", "lookup", "once"];

    [Fact]
    public void AnyRun_DoesEachEffectOnceOrAgainWithTheSameKey_InOrder_AndNeverAfterItsResult() =>
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Int[3, 40], Gen.Int[1, 12].Array[Lives])
            .Sample((seed, effects, barriers) => RunAsync(seed, effects, barriers).GetAwaiter().GetResult(), iter: 60, threads: 2);

    private static async Task RunAsync(int seed, int effects, int[] barriers)
    {
        await using var bench = new EffectBench();
        var world = new World(bench, seed);
        var random = new Random(seed);
        int said = 0;
        for (int life = 0; life < Lives; life++)
        {
            int left = barriers[life];
            bench.Log.Barrier = _ => Interlocked.Decrement(ref left) < 0 ? throw new IOException("power cut") : Task.CompletedTask;
            try
            {
                await bench.OpenAsync(world);
                world.Begin();
                int until = said + effects / Lives + 1;
                while (said < until)
                {
                    await bench.SayAsync($"{Kinds[random.Next(Kinds.Length)]} l{random.Next(4)} {said}");
                    said++;
                }

                await bench.SettleAsync();
            }
            catch (StreamFailedException)
            {
                said++;
            }

            if (bench.Stream is not null)
                await bench.Stream.DisposeAsync();
        }

        bench.Log.Barrier = _ => Task.CompletedTask;
        await bench.OpenAsync(world);
        world.Begin();
        await bench.SettleAsync();
        world.Check();
        await bench.CheckReplayAsync();
    }

    /// <summary>The world. What it does is done; what it answers may be lost.</summary>
    private sealed class World(EffectBench bench, int seed) : IEffectExecutor, IEffectReconciler
    {
        private readonly Random _random = new(seed);
        private readonly Lock _gate = new();
        private readonly ConcurrentQueue<string> _faults = new();
        private readonly Dictionary<string, PendingEffect> _seen = [];
        private readonly Dictionary<string, int> _done = [];
        private readonly Dictionary<string, int> _attempts = [];
        private readonly Dictionary<string, int> _retries = [];
        private readonly HashSet<string> _inLane = [];
        private readonly Dictionary<string, long> _newestOfLane = [];
        private int _life;

        public void Begin()
        {
            lock (_gate)
            {
                _life++;
                _inLane.Clear();
                _newestOfLane.Clear();
            }
        }

        public async ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken)
        {
            int life = Enter(effect);
            await Task.Yield();
            lock (_gate)
            {
                if (life == _life)
                    _inLane.Remove(effect.Lane);
                switch (_random.Next(10))
                {
                    case 0:
                        _retries[effect.Id] = _retries.GetValueOrDefault(effect.Id) + 1;
                        return new EffectOutcome.Retry(TimeSpan.Zero, "busy");
                    case 1:
                        return new EffectOutcome.InDoubt("lost on the way there");
                    case 2:
                        throw new HttpRequestException("broken on the way there");
                    case 3:
                        return new EffectOutcome.Failed("refused");
                    case 4:
                        Do(effect);
                        return new EffectOutcome.InDoubt("lost on the way back");
                    case 5:
                        Do(effect);
                        throw new HttpRequestException("broken on the way back");
                    default:
                        Do(effect);
                        return new EffectOutcome.Succeeded(default);
                }
            }
        }

        public ValueTask<EffectReconciliation> ReconcileAsync(PendingEffect effect, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                return ValueTask.FromResult<EffectReconciliation>(_done.ContainsKey(effect.Id)
                    ? new EffectReconciliation.Done(default)
                    : new EffectReconciliation.NotDone());
            }
        }

        /// <summary>What the stream says against what happened.</summary>
        public void Check()
        {
            Assert.Empty(_faults);
            string[] history = bench.History();
            foreach (IGrouping<string, string> results in history
                .Where(line => !line.StartsWith("Started", StringComparison.Ordinal))
                .GroupBy(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]))
                Assert.Single(results);
            lock (_gate)
            {
                foreach ((string id, PendingEffect effect) in _seen)
                {
                    bool succeeded = history.Contains($"Succeeded {effect.Key}");
                    bool failed = history.Contains($"Failed {effect.Key}");
                    int done = _done.GetValueOrDefault(id);
                    if (succeeded)
                        Assert.True(done >= 1, $"{effect.Key} is said to be done");
                    if (effect.Kind == "once")
                        Assert.InRange(_attempts[id] - _retries.GetValueOrDefault(id), 0, 1);
                    if (effect.Kind is "once" or "lookup")
                        Assert.InRange(done, 0, 1);
                    if (failed && effect.Kind != "again")
                        Assert.Equal(0, done);
                }
            }
        }

        private int Enter(PendingEffect effect)
        {
            string[] history = bench.History();
            lock (_gate)
            {
                if (history.Any(line => line.EndsWith(' ' + effect.Key, StringComparison.Ordinal) && !line.StartsWith("Started", StringComparison.Ordinal)))
                    _faults.Enqueue($"{effect.Key} was executed though it has a result");
                if (!_inLane.Add(effect.Lane))
                    _faults.Enqueue($"{effect.Key} was executed beside another of its lane");
                if (_newestOfLane.GetValueOrDefault(effect.Lane) > effect.Sequence)
                    _faults.Enqueue($"{effect.Key} was executed after a later one of its lane");
                _newestOfLane[effect.Lane] = effect.Sequence;
                if (_seen.TryGetValue(effect.Id, out PendingEffect? before) && before.Key != effect.Key)
                    _faults.Enqueue($"{effect.Key} has the id of {before.Key}");
                _seen[effect.Id] = effect;
                _attempts[effect.Id] = _attempts.GetValueOrDefault(effect.Id) + 1;
                return _life;
            }
        }

        private void Do(PendingEffect effect) => _done[effect.Id] = _done.GetValueOrDefault(effect.Id) + 1;
    }
}
