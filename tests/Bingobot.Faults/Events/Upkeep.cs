using System.Collections.Immutable;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>What goes on beside the work: compaction again and again, and people who retry or discard dead letters.</summary>
/// <param name="stream">The stream.</param>
/// <param name="seed">Decides what people do.</param>
/// <param name="said">Takes the lines of <see cref="Lines"/>.</param>
internal sealed class Upkeep(EventStream stream, int seed, Action<string> said)
{
    /// <summary>
    /// After so long no compaction begins any more: results of effects and timers are kept for two minutes by the stream's clock, six
    /// seconds, and are not to go in the run that recorded them.
    /// </summary>
    private static readonly TimeSpan MostCompacting = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenCompactions = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan BetweenLetters = TimeSpan.FromMilliseconds(3);

    /// <summary>Goes on until it is stopped, or the stream fails.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(
        Task.Run(() => CompactAsync(stop), CancellationToken.None), Task.Run(() => TakeCareOfLettersAsync(stop), CancellationToken.None));

    private async Task CompactAsync(CancellationToken stop)
    {
        long began = TimeProvider.System.GetTimestamp();
        long told = stream.Capture().Sequence;
        try
        {
            while (TimeProvider.System.GetElapsedTime(began) < MostCompacting)
            {
                said(Lines.Compacting);
                CompactionReport report = await stream.CompactAsync(stop).ConfigureAwait(false);
                foreach (CompactionRefusal refusal in report.Refusals)
                    said(Lines.Refused(refusal.Module, refusal.Reason));
                told = await TellOfCompactionsAsync(told, stop).ConfigureAwait(false);
                said(Lines.Compacted(report.UpTo, report.Dropped));
                await Task.Delay(BetweenCompactions, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault) when (fault is not StreamFailedException)
        {
            // A run that is killed tells in no other way.
            said(Lines.Failed(fault));
            throw;
        }
    }

    /// <summary>What tells of a compaction goes with a later one of the same run; whoever keeps a book of events must know of it.</summary>
    /// <returns>The sequence up to which it is told.</returns>
    private async Task<long> TellOfCompactionsAsync(long told, CancellationToken stop)
    {
        var filter = new EventFilter { Types = ImmutableHashSet.Create(RuntimeEvents.StreamCompacted.Name), FromSequence = told + 1 };
        await foreach (Recorded e in stream.MatchAsync(filter, stop).ConfigureAwait(false))
        {
            said(Lines.Compaction(e.Sequence));
            told = e.Sequence;
        }

        return told;
    }

    private async Task TakeCareOfLettersAsync(CancellationToken stop)
    {
        var random = new Random(seed);
        while (!stop.IsCancellationRequested && !stream.Completion.IsCompleted)
        {
            DeadLetter[] letters = [.. stream.Capture().DeadLetters];
            if (letters.Length > 0)
            {
                string id = letters[random.Next(letters.Length)].Effect.Id;
                bool isRetried = random.Next(2) == 0;
                bool isDone = isRetried
                    ? await stream.RetryEffectAsync(id, CancellationToken.None).ConfigureAwait(false)
                    : await stream.DiscardEffectAsync(id, "of no use", CancellationToken.None).ConfigureAwait(false);
                if (isDone)
                    said(Lines.Letter(isRetried, id));
            }

            await Task.WhenAny(Task.Delay(BetweenLetters, stop)).ConfigureAwait(false);
        }
    }
}
