using System.Diagnostics;
using System.Globalization;

namespace Bingobot.EndToEnd.Kills;

/// <summary>What a kill waits for while a request is on its way.</summary>
internal enum KillTrigger
{
    /// <summary>The event log commits.</summary>
    EventsCommit,

    /// <summary>The sandbox's journal commits.</summary>
    JournalCommit,

    /// <summary>The request is answered.</summary>
    Answer,

    /// <summary>Time passes.</summary>
    Time,
}

/// <summary>The moment within a request at which a bot is killed, drawn from a seed.</summary>
internal sealed class KillMoment
{
    private const int MostMicrosecondsAfter = 1_500;
    private const int MostMicroseconds = 40_000;

    private readonly KillTrigger _trigger;
    private readonly ulong _commits;
    private readonly TimeSpan _delay;

    /// <summary>Draws a moment.</summary>
    /// <param name="trigger">What is waited for.</param>
    /// <param name="commits">How many commits, where commits are waited for.</param>
    /// <param name="random">Draws the time that passes after it, or altogether.</param>
    public KillMoment(KillTrigger trigger, int commits, Random random)
    {
        _trigger = trigger;
        _commits = (ulong)commits;
        _delay = TimeSpan.FromMicroseconds(
            random.Next(trigger == KillTrigger.Time ? MostMicroseconds : MostMicrosecondsAfter));
    }

    /// <summary>Begins a request and kills the bot at the moment, or when the request is over before it.</summary>
    /// <returns>What was answered before; null where the kill came first.</returns>
    public async Task<Answer?> KillAsync(BotProcess bot, string data, Func<Task<Answer>> request)
    {
        using StoreProgress? store = _trigger switch
        {
            KillTrigger.EventsCommit => new StoreProgress(
                Directory.EnumerateFiles(Path.Combine(data, "events"), "*.events").Max(StringComparer.Ordinal)!),
            KillTrigger.JournalCommit => new StoreProgress(Path.Combine(data, "sandbox", "world.journal")),
            _ => null,
        };
        ulong target = (store?.Commits() ?? 0) + _commits;
        Task<Answer?> answer = TryAsync(request);
        await Task.Factory.StartNew(
            () =>
            {
                while (!answer.IsCompleted && !IsReached(store, target))
                    Thread.SpinWait(20);
                var clock = Stopwatch.StartNew();
                while (clock.Elapsed < _delay)
                    Thread.SpinWait(20);
                bot.Kill();
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await bot.WaitForExitAsync();
        return await answer;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_trigger} {_commits}, then {_delay.TotalMilliseconds:F3} ms");

    private bool IsReached(StoreProgress? store, ulong target) => _trigger switch
    {
        KillTrigger.Answer => false,
        KillTrigger.Time => true,
        _ => store!.Commits() >= target,
    };

    private static async Task<Answer?> TryAsync(Func<Task<Answer>> request)
    {
        try
        {
            return await request();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
