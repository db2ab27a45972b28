namespace Bingobot.Discord.Gateway.Sending;

/// <summary>Commands that keep their order among each other; where they have to wait, those of other lines need not.</summary>
/// <param name="limit">What Discord allows of them, beside the limit of the connection; null: nothing less than that.</param>
internal sealed class CommandLine(SendWindow? limit = null)
{
    /// <summary>Who may send next.</summary>
    public TurnQueue Turns { get; } = new();

    /// <summary>The limit of this line alone. Used under the gate.</summary>
    public SendWindow? Limit => limit;

    /// <summary>Whether nobody waits, and the next one need not.</summary>
    public bool IsIdle(TimeSpan now) => Turns.IsEmpty && (limit is null || limit.FreeAt <= now);
}
