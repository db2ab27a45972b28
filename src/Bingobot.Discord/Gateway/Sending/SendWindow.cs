namespace Bingobot.Discord.Gateway.Sending;

/// <summary>
/// At most so many sends in any span of a length: remembers when the last of them were booked. Pure; times are monotonic.
/// Not thread-safe.
/// </summary>
/// <param name="most">How many.</param>
/// <param name="span">In which time.</param>
internal sealed class SendWindow(int most, TimeSpan span)
{
    private readonly Queue<TimeSpan> _booked = new();

    /// <summary>Books the next send.</summary>
    /// <returns>When it may be done: now, or later. What is booked later is never earlier.</returns>
    public TimeSpan Book(TimeSpan now)
    {
        var at = now;
        if (_booked.Count == most)
        {
            var free = _booked.Dequeue() + span;
            at = free > now ? free : now;
        }
        _booked.Enqueue(at);
        return at;
    }

    /// <summary>Books a send for now, or says that there may be none.</summary>
    public bool TryBookNow(TimeSpan now)
    {
        if (_booked.Count == most && _booked.Peek() + span > now)
            return false;
        Book(now);
        return true;
    }
}
