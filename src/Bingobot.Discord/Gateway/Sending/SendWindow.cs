using System.Diagnostics;

namespace Bingobot.Discord.Gateway.Sending;

/// <summary>
/// At most so many sends in any span of a length: remembers when the last of them were. Pure; times are monotonic.
/// Not thread-safe.
/// </summary>
/// <param name="most">How many.</param>
/// <param name="span">In which time.</param>
internal sealed class SendWindow(int most, TimeSpan span)
{
    private readonly Queue<TimeSpan> _booked = new();

    /// <summary>From when on there may be a send; zero where there may be one at any time.</summary>
    public TimeSpan FreeAt => _booked.Count == most ? _booked.Peek() + span : TimeSpan.Zero;

    /// <summary>Books a send for now, which is not before <see cref="FreeAt"/>.</summary>
    public void Book(TimeSpan now)
    {
        Debug.Assert(now >= FreeAt, "A send was booked that is not allowed yet.");
        if (_booked.Count == most)
            _booked.Dequeue();
        _booked.Enqueue(now);
    }

    /// <summary>Books a send for now, or says that there may be none.</summary>
    public bool TryBookNow(TimeSpan now)
    {
        if (FreeAt > now)
            return false;
        Book(now);
        return true;
    }
}
