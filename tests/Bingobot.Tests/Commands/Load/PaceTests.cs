using Bingobot.Commands.Load.Traffic;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Tests.Commands.Load;

public class PaceTests
{
    private const int Rate = 300;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Run_WhereThereIsAlwaysRoom_BeginsExactlyWhatIsDue()
    {
        var pace = new Pace(_clock, Rate, Duration);
        int begun = 0;

        await RunAsync(pace, _ =>
        {
            begun++;
            return true;
        });

        Assert.Equal(Rate * 4, begun);
        Assert.Equal((Rate * 4, 0), (pace.Begun, pace.Missed));
    }

    [Fact]
    public async Task Run_HeldUpForLessThanASecond_MakesUpForIt()
    {
        var pace = new Pace(_clock, Rate, Duration);

        await RunAsync(pace, elapsed => elapsed.TotalSeconds is < 1 or > 1.9);

        Assert.Equal((Rate * 4, 0), (pace.Begun, pace.Missed));
    }

    [Fact]
    public async Task Run_HeldUpForLonger_CountsWhatItMissed()
    {
        var pace = new Pace(_clock, Rate, Duration);

        await RunAsync(pace, elapsed => elapsed.TotalSeconds is < 1 or > 3);

        Assert.Equal(Rate * 4, pace.Begun + pace.Missed);
        Assert.InRange(pace.Missed, Rate * 0.9, Rate * 1.1);
    }

    [Fact]
    public async Task Run_Stopped_EndsWithoutCountingWhatWasNotDueYet()
    {
        var pace = new Pace(_clock, Rate, Duration);
        using var stop = new CancellationTokenSource();

        await RunAsync(
            pace,
            elapsed =>
            {
                if (elapsed.TotalSeconds >= 2)
                    stop.Cancel();
                return true;
            },
            stop.Token);

        Assert.InRange(pace.Begun, Rate * 2, Rate * 2.2);
        Assert.Equal(0, pace.Missed);
    }

    /// <summary>Runs it, tick by tick: the clock goes on when the last tick was looked at.</summary>
    private async Task RunAsync(Pace pace, Func<TimeSpan, bool> hasRoom, CancellationToken stop = default)
    {
        long start = _clock.GetTimestamp();
        Task running = pace.RunAsync(() => hasRoom(pace.Elapsed), stop);
        while (!running.IsCompleted)
        {
            _clock.Advance(Pace.Tick);
            Assert.True(SpinWait.SpinUntil(
                () => running.IsCompleted || pace.Elapsed == _clock.GetElapsedTime(start), Deadline));
        }

        await running;
    }
}
