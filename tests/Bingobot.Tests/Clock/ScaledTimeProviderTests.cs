using Bingobot.Clock;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Tests.Clock;

public sealed class ScaledTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Time_runs_scale_times_as_fast()
    {
        var real = new FakeTimeProvider(Start);
        var clock = new ScaledTimeProvider(real, new ClockAnchor(Start, Start, 60));
        long begun = clock.GetTimestamp();

        real.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Start.AddMinutes(10), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(10), clock.GetElapsedTime(begun));
    }

    [Fact]
    public void Timer_fires_when_its_time_has_come_and_not_before()
    {
        var real = new FakeTimeProvider(Start);
        var clock = new ScaledTimeProvider(real, new ClockAnchor(Start, Start, 7));
        var due = TimeSpan.FromSeconds(10);
        DateTimeOffset? fired = null;
        using ITimer timer = clock.CreateTimer(_ => fired = clock.GetUtcNow(), null, due, Timeout.InfiniteTimeSpan);

        real.Advance(TimeSpan.FromMilliseconds(1_428));
        Assert.Null(fired);
        real.Advance(TimeSpan.FromMilliseconds(1));

        Assert.InRange(fired!.Value, Start + due, Start + due + TimeSpan.FromMilliseconds(7));
    }

    [Fact]
    public void Machine_clock_set_back_does_not_set_this_one_back()
    {
        var machine = new SettableClock { Now = Start.AddHours(1) };
        var clock = new ScaledTimeProvider(machine, new ClockAnchor(Start, Start, 2));
        DateTimeOffset before = clock.GetUtcNow();

        machine.Now = Start.AddHours(-5);

        Assert.Equal(before, clock.GetUtcNow());
    }

    [Fact]
    public void Clock_never_goes_back_over_restarts_with_any_scales() =>
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[0, 1_000]).Array[1, 20].Sample(restarts =>
        {
            var machine = new SettableClock { Now = Start };
            var anchor = new ClockAnchor(Start, Start, 1);
            DateTimeOffset last = Start;
            foreach ((int scale, int seconds) in restarts)
            {
                anchor = anchor.WithScale(scale, machine.Now);
                DateTimeOffset now = new ScaledTimeProvider(machine, anchor).GetUtcNow();
                Assert.True(now >= anchor.Shown);
                Assert.True(now >= last, $"{now:O} is before {last:O}");

                machine.Now = machine.Now.AddSeconds(seconds);
                last = new ScaledTimeProvider(machine, anchor).GetUtcNow();
            }
        });

    [Fact]
    public void End_of_time_is_not_passed()
    {
        var machine = new SettableClock { Now = Start.AddYears(1_000) };

        Assert.Equal(
            DateTimeOffset.MaxValue.UtcTicks,
            new ScaledTimeProvider(machine, new ClockAnchor(Start, Start, 100_000)).GetUtcNow().UtcTicks);
    }

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
