using CsCheck;

namespace Bingobot.Events.Tests.Effects;

public sealed class EffectQueueTests
{
    private static int _ids;

    private static EffectWork Work(string lane, string key = "k", int number = 0) => new(
        new PendingEffect(
            $"{lane}#{number}#{Interlocked.Increment(ref _ids)}", number, default, 0, "m", "kind", "", lane, default), key, trace: null);

    private static EffectWork? Start(EffectQueue queue) => queue.TryStart(out EffectWork? work) ? work : null;

    [Fact]
    public void Lane_WithManyEffects_HoldsUpNoOther()
    {
        var queue = new EffectQueue(most: 1, mostPerKey: 1);
        for (int i = 0; i < 1_000; i++)
            queue.Add(Work("long", number: i));
        for (int i = 0; i < 1_000; i++)
            queue.Add(Work("", number: i));
        queue.Add(Work("short"));

        List<string> lanes = [];
        for (int i = 0; i < 6; i++)
        {
            EffectWork work = Start(queue)!;
            lanes.Add(work.Effect.Lane);
            queue.Settle(work);
        }

        Assert.Equal(["long", "", "short", "long", "", "long"], lanes);
    }

    [Fact]
    public void Lane_WhoseEffectIsStuck_TakesOnePlaceOnly()
    {
        var queue = new EffectQueue(most: 2, mostPerKey: 2);
        queue.Add(Work("stuck", number: 1));
        queue.Add(Work("stuck", number: 2));
        for (int i = 0; i < 10; i++)
            queue.Add(Work("other", number: i));

        Assert.Equal("stuck", Start(queue)!.Effect.Lane);
        for (int i = 0; i < 10; i++)
        {
            EffectWork work = Start(queue)!;
            Assert.Equal(("other", i), (work.Effect.Lane, (int)work.Effect.Sequence));
            Assert.Null(Start(queue));
            queue.Settle(work);
        }

        Assert.Null(Start(queue));
    }

    [Fact]
    public void Key_ThatIsFull_LeavesPlacesToOthersAndGivesItsOwnToWhoWaitsLongest()
    {
        var queue = new EffectQueue(most: 3, mostPerKey: 1);
        foreach (string lane in (string[])["a", "b", "c"])
            queue.Add(Work(lane, "busy"));
        queue.Add(Work("d", "idle"));

        EffectWork a = Start(queue)!;
        EffectWork d = Start(queue)!;
        Assert.Equal(["a", "d"], [a.Effect.Lane, d.Effect.Lane]);
        Assert.Null(Start(queue));
        queue.Add(Work("e", "busy"));
        Assert.Null(Start(queue));
        queue.Settle(a);
        EffectWork b = Start(queue)!;
        queue.Settle(b);
        EffectWork c = Start(queue)!;
        queue.Settle(c);

        Assert.Equal(["b", "c", "e"], [b.Effect.Lane, c.Effect.Lane, Start(queue)!.Effect.Lane]);
    }

    [Fact]
    public void Deferred_KeepsItsLaneWaitingAndNothingElse()
    {
        var queue = new EffectQueue(most: 8, mostPerKey: 8);
        queue.Add(Work("lane", number: 1));
        queue.Add(Work("lane", number: 2));
        queue.Add(Work("", number: 3));
        EffectWork first = Start(queue)!;
        EffectWork unordered = Start(queue)!;
        queue.Defer(first, due: 20);
        queue.Defer(unordered, due: 10);

        Assert.Null(Start(queue));
        Assert.Equal(10, queue.NextDue);
        queue.Wake(now: 10);
        Assert.Same(unordered, Start(queue));
        Assert.Null(Start(queue));
        queue.Settle(unordered);
        queue.Wake(now: 25);
        Assert.Same(first, Start(queue));
        queue.Settle(first);
        EffectWork second = Start(queue)!;
        Assert.Equal(2, second.Effect.Sequence);
        queue.Settle(second);
        Assert.Equal((0, 0, 0), (queue.Running, queue.Waiting, queue.Remembered));
    }

    /// <summary>Random adding, starting, settling, deferring and waking, against what must hold at every step.</summary>
    [Fact]
    public void AnyRun_KeepsBoundsAndOrder_AndForgetsWhatIsDone() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 4], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[0, 2]).Array[1, 200])
            .Sample((most, perKey, acts) =>
            {
                var run = new Run(most, perKey);
                foreach ((int act, int lane, int key) in acts)
                    run.Do(act, lane, key);
                run.Finish();
            }, iter: 2_000, threads: 2);

    [Fact]
    public void AMillionPending_CostNoMoreThanAFew()
    {
        var queue = new EffectQueue(most: 64, mostPerKey: 16);
        for (int i = 0; i < 1_000_000; i++)
            queue.Add(Work(i % 2 == 0 ? "" : $"lane{i % 1_000}", $"key{i % 7}", i));
        long began = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 100_000; i++)
        {
            EffectWork work = Start(queue)!;
            if (i % 3 == 0)
                queue.Defer(work, i + 1_000);
            else
                queue.Settle(work);
            queue.Wake(i);
        }

        // A look through all of them at each step would be 10¹¹ looks.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private sealed class Run(int most, int perKey)
    {
        private readonly EffectQueue _queue = new(most, perKey);
        private readonly List<EffectWork> _running = [];
        private readonly Dictionary<string, int> _nextOfLane = [];
        private int _added;
        private int _settled;
        private long _now;

        public void Do(int act, int lane, int key)
        {
            switch (act)
            {
                case 0 or 1:
                    _queue.Add(Work(lane == 0 ? "" : $"l{lane}", $"k{key}", _added++));
                    break;
                case 2 or 3:
                    Start();
                    break;
                case 4 when _running.Count > 0:
                    Settle(_running[lane % _running.Count]);
                    break;
                case 5 when _running.Count > 0:
                    EffectWork deferred = _running[lane % _running.Count];
                    _running.Remove(deferred);
                    _queue.Defer(deferred, _now + key);
                    _queue.Wake(++_now);
                    break;
            }

            Assert.Equal(_running.Count, _queue.Running);
        }

        /// <summary>With everything settled, everything was started, and nothing is remembered.</summary>
        public void Finish()
        {
            for (int steps = 0; _settled < _added; steps++)
            {
                Assert.True(steps <= 4 * _added + 4, "An effect is never started.");
                _queue.Wake(_now += 10);
                while (Start())
                {
                }

                Assert.NotEmpty(_running);
                Settle(_running[0]);
            }

            Assert.Equal((0, 0, 0), (_queue.Running, _queue.Waiting, _queue.Remembered));
        }

        private bool Start()
        {
            if (EffectQueueTests.Start(_queue) is not { } work)
                return false;
            _running.Add(work);
            Assert.InRange(_running.Count, 1, most);
            Assert.InRange(_running.Count(other => other.Key == work.Key), 1, perKey);
            if (work.Effect.Lane.Length > 0)
            {
                Assert.Single(_running, other => other.Effect.Lane == work.Effect.Lane);
                Assert.True(work.Effect.Sequence >= _nextOfLane.GetValueOrDefault(work.Effect.Lane));
            }

            return true;
        }

        private void Settle(EffectWork work)
        {
            _running.Remove(work);
            _queue.Settle(work);
            _nextOfLane[work.Effect.Lane] = (int)work.Effect.Sequence + 1;
            _settled++;
        }
    }
}
