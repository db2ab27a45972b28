using System.Text;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Events.Tests.Replay;

/// <summary>Replay on several cores against replay on one.</summary>
public sealed class SpreadReplayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnyStream_OnAnyNumberOfCores_GivesTheSameBytes(bool poison) =>
        Gen.Select(RandomStream.Gen(poison), Gen.Int[2, 8]).Sample(
            (log, workers) =>
            {
                string one = Replay(log, 1);
                string several = Replay(log, workers);
                return one == several ? true : throw new InvalidOperationException($"one core:\n{one}\n{workers} cores:\n{several}");
            },
            iter: 60,
            threads: 2);

    [Fact]
    public void ModuleThatThrows_OnSeveralCores_IsStoppedForAllPartitions()
    {
        MemoryEventLog log = RandomStream.Create(seed: 3, length: 800, poison: true);

        StreamSnapshot one = Run(log, 1);

        Assert.Contains(one.Modules, module => module.Stopped is not null);
        Assert.Equal(Text(one), Text(Run(log, 4)));
    }

    [Fact]
    public void EffectsAndTimers_OnSeveralCores_AreThere()
    {
        MemoryEventLog log = RandomStream.Create(seed: 5, length: 400, poison: false);

        StreamSnapshot several = Run(log, 3);

        Assert.NotEmpty(several.PendingEffects);
        Assert.True(several.TimerCount > 0);
        Assert.NotEmpty(several.Cursors);
        Assert.Equal(Text(Run(log, 1)), Text(several));
    }

    [Fact]
    public async Task LongEvents_OnSeveralCores_AreNotLost()
    {
        var log = new MemoryEventLog();
        var events = new List<Recorded> { SomeEvents.At(1) };
        for (int i = 2; i < 40; i++)
        {
            string text = new('y', i % 4 == 0 ? EventBlock.UsualBytes + i : 100_000);
            events.Add(new Recorded(i, SomeEvents.Start, (ulong)i % 5, "Heard", Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""), null));
        }

        await log.AppendAsync(events);

        Assert.Equal(Text(Run(log, 1)), Text(Run(log, 2)));
    }

    private static string Replay(MemoryEventLog log, int workers) => Text(Run(log, workers));

    private static StreamSnapshot Run(MemoryEventLog log, int workers)
    {
        var machine = new Machine(new EventCatalog(RandomStream.Modules()), NullLogger.Instance);
        new Replayer(log, workers, progress: null) { AlwaysSpread = true }.Run(machine, long.MaxValue, CancellationToken.None);
        return machine.Capture();
    }

    private static string Text(StreamSnapshot snapshot) => Encoding.UTF8.GetString(StateReport.Write(snapshot));
}
