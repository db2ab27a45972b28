namespace Bingobot.Sandbox.Chat.Model;

/// <summary>
/// The world's time for one page, and where its reader is. Used on the page's own synchronization context alone.
/// </summary>
internal sealed class ChatClock(ISandbox sandbox)
{
    /// <summary>How often times are shown anew, by the machine's clock.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Raised once a <see cref="Period"/>.</summary>
    public event Action? Ticked;

    /// <summary>The present in the world.</summary>
    public DateTimeOffset Now => sandbox.Now;

    /// <summary>The reader's time zone; UTC until it is known.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Takes the reader's time zone by its IANA name; an unknown one changes nothing.</summary>
    public void SetZone(string name)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            Zone = zone;
    }

    /// <summary>Shows all times anew.</summary>
    public void Tick() => Ticked?.Invoke();
}
