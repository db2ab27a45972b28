using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>Random work on a stream, by several tasks at once; what is acknowledged is told, after it was.</summary>
/// <param name="stream">The stream.</param>
/// <param name="seed">Decides what is published, not how the tasks' publications interleave.</param>
/// <param name="consequences">One in how many publications brings about further events, timers and effects: from 1.</param>
/// <param name="clockSpeed">How many times faster than the machine's the stream's clock runs: from 1.</param>
/// <param name="said">Takes the lines of <see cref="Lines"/>; called by many threads at once.</param>
public sealed class Load(EventStream stream, int seed, int consequences, int clockSpeed, Action<string> said)
{
    /// <summary>The one source that is ingested.</summary>
    public const string Source = "gateway/0";

    /// <summary>Every so many positions the source sends nothing of interest, and only the cursor moves on.</summary>
    public const int QuietPosition = 7;

    /// <summary>The partition of what the source sends.</summary>
    public const ulong SourcePartition = 9;

    private const int MostSent = 16;

    /// <summary>What the source sends at a position, whenever it is asked: the session decides.</summary>
    public static Arrived FactAt(string session, long position) => new(position, $"{session} {position}");

    /// <summary>Publishes until it is stopped, or the stream fails.</summary>
    /// <param name="publishers">How many tasks publish.</param>
    /// <param name="underWay">How many publications each of them has under way at most, so many by chance: from 1.</param>
    /// <param name="stop">Ends the work; what was accepted is waited for.</param>
    public async Task RunAsync(int publishers, int underWay, CancellationToken stop)
    {
        IEnumerable<Task> all = Enumerable.Range(0, publishers)
            .Select(publisher => Task.Run(() => PublishAsync(publisher, underWay, stop), CancellationToken.None))
            .Append(Task.Run(() => IngestAsync(underWay, stop), CancellationToken.None));
        await Task.WhenAll(all).ConfigureAwait(false);
    }

    private async Task PublishAsync(int publisher, int underWay, CancellationToken stop)
    {
        var random = new Random(HashCode(seed, publisher));
        int most = random.Next(underWay) + 1;
        int made = 0;
        await KeepUnderWayAsync(most, () => PublishAsync(random, $"{seed}-{publisher}-{made++}"), stop).ConfigureAwait(false);
    }

    private async Task PublishAsync(Random random, string text)
    {
        ulong partition = random.Next(8) == 0 ? (ulong)random.Next(100, 140) : (ulong)random.Next(1, 5);
        int dice = random.Next(consequences) == 0 ? random.Next(20) : random.Next(20, 28);
        if (dice < 13)
        {
            long sequence = await stream.PublishAsync(partition, new Counted($"n{random.Next(6)}", text)).ConfigureAwait(false);
            said(Lines.Acknowledged(sequence, Happenings.Counted.Name, partition, text));
        }
        else if (dice < 18 || dice >= 26)
        {
            AlarmSet set = dice < 18
                ? new AlarmSet(Key(random, text), random.Next(60) * clockSpeed, text)
                : new AlarmSet($"shared-{random.Next(3)}", 1_000 * clockSpeed, text);
            long sequence = await stream.PublishAsync(partition, set).ConfigureAwait(false);
            said(Lines.Acknowledged(sequence, Happenings.AlarmSet.Name, partition, text));
        }
        else if (dice >= 20)
        {
            long sequence = await stream.PublishAsync(partition, new Noted(text)).ConfigureAwait(false);
            said(Lines.Acknowledged(sequence, Happenings.Noted.Name, partition, text));
        }
        else
        {
            var cancelled = new AlarmCancelled($"shared-{random.Next(3)}", text);
            long sequence = await stream.PublishAsync(partition, cancelled).ConfigureAwait(false);
            said(Lines.Acknowledged(sequence, Happenings.AlarmCancelled.Name, partition, text));
        }
    }

    /// <summary>Begins one after the other; where one fails, waits for those under way, and fails too.</summary>
    private static async Task KeepUnderWayAsync(int most, Func<Task> begin, CancellationToken stop)
    {
        var open = new Queue<Task>();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                open.Enqueue(begin());
                if (open.Count >= most)
                    await open.Dequeue().ConfigureAwait(false);
            }

            await Task.WhenAll(open).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string Key(Random random, string text) => random.Next(4) switch
    {
        0 => $"shared-{random.Next(3)}",
        1 => Alarms.Twice + text,
        _ => text,
    };

    /// <summary>As a source that is resumed: what came behind the durable cursor comes again, and some of what came before it.</summary>
    private async Task IngestAsync(int underWay, CancellationToken stop)
    {
        var random = new Random(HashCode(seed, -1));
        Cursor newest = stream.DurableCursor(Source) ?? new Cursor(Source, $"s{seed}", "wss://example", 0);
        if (random.Next(8) == 0)
            newest = newest with { Session = $"s{seed}", Position = 0 };
        long position = Math.Max(1, newest.Position - random.Next(4));
        await KeepUnderWayAsync(
            Math.Min(underWay, MostSent), () => SendAsync(newest with { Position = position++ }), stop).ConfigureAwait(false);
    }

    private async Task SendAsync(Cursor cursor)
    {
        long sequence = cursor.Position % QuietPosition == 0
            ? await stream.AdvanceAsync(cursor).ConfigureAwait(false)
            : await stream.IngestAsync(SourcePartition, FactAt(cursor.Session, cursor.Position), cursor).ConfigureAwait(false);
        said(sequence == 0 ? Lines.KnownBefore(cursor) : Lines.Ingested(sequence, cursor));
    }

    /// <summary>The same in every process, which <see cref="System.HashCode"/> is not.</summary>
    private static int HashCode(int seed, int task) => unchecked(seed * 397 ^ (task + 1) * 7919) & int.MaxValue;
}
