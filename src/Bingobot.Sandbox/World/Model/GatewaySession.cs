using System.Collections.Immutable;

namespace Bingobot.Sandbox;

/// <summary>One event as a session gets it.</summary>
/// <param name="Seq">The session's sequence number.</param>
/// <param name="Type">For instance <c>MESSAGE_CREATE</c>.</param>
/// <param name="Data">JSON in UTF-8; shared between sessions and never changed.</param>
internal sealed record Dispatch(long Seq, string Type, byte[] Data);

/// <summary>
/// A gateway session: what its client wants, and the newest dispatches, so that it can be resumed
/// (<see href="https://docs.discord.com/developers/events/gateway#resuming"/>). Whether a client is connected is not part
/// of the world.
/// </summary>
internal sealed record GatewaySession
{
    public required string Id { get; init; }

    /// <summary>Grows with every session of the world; the least is the oldest.</summary>
    public required long Ordinal { get; init; }
    public required int Intents { get; init; }
    public required int ShardId { get; init; }
    public required int ShardCount { get; init; }

    /// <summary>At most so many dispatches are kept.</summary>
    public required int Capacity { get; init; }

    /// <summary>Of the newest dispatch; 0 before the first.</summary>
    public long Seq { get; init; }

    /// <summary>The newest dispatches, oldest first, without holes.</summary>
    public ImmutableList<Dispatch> Buffer { get; init; } = [];

    public GatewaySession Append(string type, byte[] data)
    {
        ImmutableList<Dispatch> buffer = Buffer.Count >= Capacity ? Buffer.RemoveAt(0) : Buffer;
        return this with { Seq = Seq + 1, Buffer = buffer.Add(new Dispatch(Seq + 1, type, data)) };
    }

    /// <summary>Whether everything after <paramref name="seq"/> is still there.</summary>
    public bool CanReplayAfter(long seq) => seq >= 0 && seq <= Seq && Seq - seq <= Buffer.Count;

    /// <summary>The dispatch that follows <paramref name="seq"/>, or null where there is none yet.</summary>
    public Dispatch? After(long seq) => seq >= Seq ? null : Buffer[(int)(Buffer.Count - (Seq - seq))];

    public bool WantsGuild(ulong guildId) => guildId == 0
        ? ShardId == 0
        : Snowflake.ShardOf(guildId, ShardCount) == ShardId;
}
