using System.Diagnostics;
using System.Globalization;

namespace Bingobot.Events.Tests.Timers;

public sealed class ManyTimersTests
{
    private const int Timers = 1_000_000;

    [Fact]
    public void ManyTimers_AreFiredInOrderOfDueTimeThenSequence_WithoutAScan()
    {
        var table = new TimerTable();
        var random = new Random(1);
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Timers; i++)
        {
            string key = i.ToString(CultureInfo.InvariantCulture);
            table.Set(new DurableTimer(start.AddSeconds(random.Next(50_000)), i + 1, 0, (ulong)i % 500, key));
        }

        long bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Timers;
        Assert.InRange(bytes, 50, 320);
        var watch = Stopwatch.StartNew();
        DurableTimer last = table.Next!;
        int fired = 0;
        while (table.Next is { } next)
        {
            Assert.True(DueOrder.Instance.Compare(last, next) <= 0);
            last = next;
            table.Remove(next.Partition, next.Key);
            fired++;
        }

        // A scan for each would take hours.
        Assert.Equal(Timers, fired);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Next_FollowsEveryChange_AsAScanWouldFindIt()
    {
        var table = new TimerTable();
        var random = new Random(2);
        var model = new Dictionary<(ulong, string), DurableTimer>();
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (int i = 0; i < 5_000; i++)
        {
            ulong partition = (ulong)random.Next(3);
            string key = $"k{random.Next(20)}";
            if (random.Next(3) == 0)
            {
                table.Remove(partition, key);
                model.Remove((partition, key));
            }
            else
            {
                var timer = new DurableTimer(start.AddSeconds(random.Next(50)), i, 0, partition, key);
                table.Set(timer);
                model[(partition, key)] = timer;
            }

            Assert.Same(model.Values.Order(DueOrder.Instance).FirstOrDefault(), table.Next);
            if (i % 500 == 0)
            {
                System.Collections.Immutable.ImmutableSortedSet<DurableTimer> captured = table.Capture();
                table.Restore(captured);
            }
        }
    }
}
