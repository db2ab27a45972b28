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
    public void Timers_that_are_due_fire_when_the_clock_is_put_forward_and_others_wait_for_what_is_left()
    {
        var real = new FakeTimeProvider(Start);
        var clock = new ScaledTimeProvider(real, new ClockAnchor(Start, Start, 2));
        List<string> fired = [];
        using ITimer day = clock.CreateTimer(_ => fired.Add("day"), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
        using ITimer month = clock.CreateTimer(_ => fired.Add("month"), null, TimeSpan.FromDays(30), Timeout.InfiniteTimeSpan);
        long begun = clock.GetTimestamp();

        clock.Advance(clock.Anchor.Forward(TimeSpan.FromDays(7), real.GetUtcNow()), TimeSpan.FromDays(7));
        real.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["day"], fired);
        Assert.Equal(7, clock.GetElapsedTime(begun).TotalDays, tolerance: 0.001);

        real.Advance(TimeSpan.FromDays(11.5) - TimeSpan.FromMilliseconds(2));
        Assert.Equal(["day"], fired);
        real.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(["day", "month"], fired);
    }

    [Fact]
    public void Periodic_timer_fires_at_once_when_the_clock_is_put_forward_and_then_goes_on()
    {
        var real = new FakeTimeProvider(Start);
        var clock = new ScaledTimeProvider(real, new ClockAnchor(Start, Start, 1));
        int fired = 0;
        using ITimer timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        clock.Advance(clock.Anchor.Forward(TimeSpan.FromDays(1), real.GetUtcNow()), TimeSpan.FromDays(1));
        real.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, fired);
        real.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, fired);
    }

    [Fact]
    public void Timer_that_was_stopped_does_not_fire_when_the_clock_is_put_forward()
    {
        var real = new FakeTimeProvider(Start);
        var clock = new ScaledTimeProvider(real, new ClockAnchor(Start, Start, 1));
        int fired = 0;
        using ITimer stopped = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ITimer disposed = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        disposed.Dispose();

        clock.Advance(clock.Anchor.Forward(TimeSpan.FromDays(1), real.GetUtcNow()), TimeSpan.FromDays(1));
        real.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, fired);
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
