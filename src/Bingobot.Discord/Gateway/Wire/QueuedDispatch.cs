namespace Bingobot.Discord.Gateway.Wire;

/// <summary>The session that events are of; a READY that replaces another is of one of its own.</summary>
internal sealed record QueuedSession(string Id, string ResumeUrl, GatewayPosition? Lost);

/// <summary>
/// An event that waits for its handler, in a block's memory; or, without such, a note of how far events came that nobody wants, and
/// how many. It is small, as thousands of them may wait.
/// </summary>
internal readonly record struct QueuedDispatch(
    string Type, EventBlock? Block, int Offset, int Length, QueuedSession Session, long Sequence)
{
    /// <summary>About what it takes beside its data.</summary>
    private const int OwnBytes = 128;

    /// <summary>Whether it is a note of <see cref="Length"/> events that nobody wants.</summary>
    public bool IsNote => Block is null;

    /// <summary>What it counts for in the queue's bound.</summary>
    public int Bytes => Block is null ? OwnBytes : Length + OwnBytes;

    public GatewayPosition Position => new(Session.Id, Session.ResumeUrl, Sequence);

    public GatewayPosition? LostSession => Session.Lost;

    public GatewayDispatch ToDispatch() => new(Type, Block?.At(Offset, Length) ?? default, Position, LostSession);
}
