using System.Collections.Concurrent;
using Bingobot.Commands.Load.Bot;
using Bingobot.Sandbox;

namespace Bingobot.Commands.Load.Chaos;

/// <summary>Lets all kinds of mishaps happen, each as often as the others, in random order at random moments.</summary>
internal sealed class ChaosMaker(ISandbox sandbox, ISandboxCrowd crowd, LoadBot bot, Random random, TimeProvider clock)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    /// <summary>For how long a mishap that needs a connection waits for one.</summary>
    private static readonly TimeSpan ConnectedWithin = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>A short load has about one of each kind nonetheless.</summary>
    private const double Pauses = 12;

    private readonly ConcurrentDictionary<Mishap, int> _happened = new();
    private readonly ConcurrentDictionary<string, bool> _lost = new(StringComparer.Ordinal);

    /// <summary>How often what happened.</summary>
    public IReadOnlyDictionary<Mishap, int> Happened => _happened;

    /// <summary>The sessions that may have been lost on purpose.</summary>
    public IReadOnlyCollection<string> Lost => [.. _lost.Keys];

    /// <summary>Runs for a time, or until it is stopped.</summary>
    public async Task RunAsync(TimeSpan duration, CancellationToken stop)
    {
        TimeSpan pause = duration / Pauses < LongestPause ? duration / Pauses : LongestPause;
        long start = clock.GetTimestamp();
        var bag = new Queue<Mishap>();
        while (true)
        {
            if (bag.Count == 0)
                bag = new Queue<Mishap>(Shuffled());
            TimeSpan wait = pause * (0.5 + random.NextDouble());
            if (clock.GetElapsedTime(start) + wait > duration || !await WaitAsync(wait, stop))
                return;
            await HappenAsync(bag.Dequeue(), stop);
        }
    }

    private Mishap[] Shuffled()
    {
        Mishap[] all = Enum.GetValues<Mishap>();
        random.Shuffle(all);
        return all;
    }

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        await Task.Delay(wait, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }

    private async Task HappenAsync(Mishap mishap, CancellationToken stop)
    {
        if (mishap is Mishap.Drop or Mishap.Reconnect or Mishap.InvalidSession or Mishap.LostSession)
            await WaitUntilConnectedAsync(stop);
        _happened.AddOrUpdate(mishap, 1, static (_, count) => count + 1);
        if (mishap == Mishap.Crash)
        {
            await bot.CrashAsync(stop);
            return;
        }

        if (mishap == Mishap.LostSession)
        {
            foreach (string session in crowd.ServedSessions)
                _lost[session] = true;
        }

        await sandbox.ChaosAsync(Order(mishap), CancellationToken.None);
    }

    /// <summary>Others happen to a bot that is away just as well.</summary>
    private async Task WaitUntilConnectedAsync(CancellationToken stop)
    {
        long start = clock.GetTimestamp();
        while (!sandbox.BotConnected && clock.GetElapsedTime(start) < ConnectedWithin && await WaitAsync(Poll, stop))
        {
            // It is on its way.
        }
    }

    private ChaosOrder Order(Mishap mishap) => mishap switch
    {
        Mishap.Drop => new ChaosOrder(ChaosKind.Drop),
        Mishap.Reconnect => new ChaosOrder(ChaosKind.Reconnect),
        Mishap.InvalidSession => new ChaosOrder(ChaosKind.InvalidSession) { Resumable = true },
        Mishap.LostSession => new ChaosOrder(ChaosKind.InvalidSession),
        Mishap.MuteAcks => new ChaosOrder(ChaosKind.MuteAcks) { Seconds = random.Next(3, 9) },
        Mishap.RateLimit => new ChaosOrder(ChaosKind.RateLimit) { Count = random.Next(1, 6) },
        Mishap.ServerErrorBefore => new ChaosOrder(ChaosKind.ServerError) { Count = random.Next(1, 4) },
        Mishap.ServerErrorAfter => new ChaosOrder(ChaosKind.ServerError) { Count = random.Next(1, 4), After = true },
        _ => throw new ArgumentOutOfRangeException(nameof(mishap), mishap, "It is nothing that is done by the sandbox."),
    };
}
