using Microsoft.Extensions.Hosting;

namespace Bingobot.Sandbox;

/// <summary>
/// What happens by the world's clock alone: polls end, and threads in which nobody has written for long are archived. What fell
/// due while there was no process happens when there is one again.
/// </summary>
internal sealed class DueWork(WorldStore store, SandboxOptions options) : BackgroundService
{
    /// <summary>A clock is asked to wait for no longer than this at a time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                Task changed = store.Changed;
                if (Next(store.Durable) is not { } at)
                {
                    await changed.WaitAsync(stoppingToken);
                    continue;
                }

                TimeSpan left = DateTimeOffset.FromUnixTimeMilliseconds(at) - options.WorldClock.GetUtcNow();
                if (left > TimeSpan.Zero)
                    await WaitAsync(changed, left, stoppingToken);
                else
                    await store.ChangeAsync(DoOne, stoppingToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or System.Threading.Channels.ChannelClosedException
            || (e is InvalidOperationException && stoppingToken.IsCancellationRequested))
        {
            // Everything is being stopped.
        }
    }

    private async Task WaitAsync(Task changed, TimeSpan left, CancellationToken cancellationToken)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan step = left < LongestWait ? left : LongestWait;
        await Task.WhenAny(changed, Task.Delay(step, options.WorldClock, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>When the next of it is due, in milliseconds of the world's clock; null: nothing is.</summary>
    private static long? Next(World world)
    {
        long? next = null;
        foreach ((long at, _) in Polls(world))
            next = Math.Min(next ?? at, at);
        foreach ((long at, _) in Threads(world))
            next = Math.Min(next ?? at, at);
        return next;
    }

    /// <summary>Looks again, since something may have changed meanwhile.</summary>
    private static bool DoOne(Transaction transaction)
    {
        foreach ((long at, Message poll) in Polls(transaction.World))
        {
            if (at > transaction.At)
                continue;
            PollWriting.End(transaction, poll);
            return true;
        }

        foreach ((long at, GuildChannel thread) in Threads(transaction.World))
        {
            if (at > transaction.At)
                continue;
            ThreadState archived = thread.Thread! with { Archived = true, ChangedAt = transaction.At };
            transaction.Do(new ChannelSet(thread with { Thread = archived }) { At = transaction.At });
            return true;
        }

        return false;
    }

    private static IEnumerable<(long At, Message Poll)> Polls(World world)
    {
        foreach ((ulong messageId, ulong channelId) in world.OpenPolls)
        {
            if (world.FindMessage(channelId, messageId) is { Poll: { } poll } message)
                yield return (poll.ExpiresAt, message);
        }
    }

    private static IEnumerable<(long At, GuildChannel Thread)> Threads(World world)
    {
        foreach (ulong id in world.OpenThreads)
        {
            GuildChannel channel = world.Channels[id];
            ThreadState thread = channel.Thread!;
            long active = Math.Max(thread.ChangedAt, channel.LastMessageId == 0 ? 0 : Snowflake.TimeOf(channel.LastMessageId));
            yield return (active + (thread.AutoArchiveMinutes * 60_000L), channel);
        }
    }
}
