using System.Text.Json;
using Bingobot.Discord.Gateway;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// How many shards the recorded sessions belong to, as the stream tells. A session belongs to its number of shards: counted
/// anew, guilds move between shards, so no session of the old count is resumed, and each new one replaces them.
/// </summary>
internal sealed class ShardLayout
{
    /// <summary>How far back it is looked for when a session was heard last; before that, its start is all that is known.</summary>
    private const int MostLookedAt = 100_000;

    private readonly List<Session> _sessions = [];
    private readonly List<Session> _before = [];

    private ShardLayout()
    {
    }

    /// <summary>How many shards there were last; null before the first session.</summary>
    public int? Count { get; private init; }

    private sealed record Session(string Source, GatewayPosition Position, DateTimeOffset Began)
    {
        public DateTimeOffset HeardUntil { get; set; } = Began;
    }

    /// <summary>Reads it from the stream, newest session first.</summary>
    public static async Task<ShardLayout> ReadAsync(IEventStream stream, CancellationToken cancellationToken)
    {
        ShardLayout? layout = null;
        var isBefore = false;
        EventFilter started = new() { Types = new HashSet<string> { FrameworkEvents.SessionStarted.Name }, NewestFirst = true };
        await foreach (var e in stream.MatchAsync(started, cancellationToken))
        {
            if (e.Cursor is not { } cursor || Read(e) is not { } session)
                continue;
            var count = session.Shards ?? 1;
            layout ??= new ShardLayout { Count = count };
            isBefore |= count != layout.Count;
            var known = isBefore ? layout._before : layout._sessions;
            if (known.Exists(other => other.Source == session.Source))
                continue;
            known.Add(new Session(session.Source, new GatewayPosition(cursor.Session, cursor.Endpoint, cursor.Position), e.Time));
            // Whatever is older than the start of the shards before was theirs to replace.
            if (isBefore && layout._before.Count >= count)
                break;
        }

        layout ??= new ShardLayout();
        await layout.FindLastHeardAsync(stream, cancellationToken);
        return layout;
    }

    /// <summary>What a shard begins with.</summary>
    public ShardStart StartOf(GatewayShard shard)
    {
        GatewaySource source = new(shard);
        var own = _sessions.Find(session => session.Source == source.Name);
        if (shard.Count == Count && own is not null)
            return new ShardStart(source, Resumes: true, Replaced: null, own.HeardUntil);
        var replaced = shard.Count == Count ? _before : _sessions;
        return replaced.Count == 0
            ? new ShardStart(source, Resumes: false, Replaced: null, HeardUntil: null)
            : new ShardStart(
                source,
                Resumes: false,
                (replaced.Find(session => session.Source == source.Name) ?? replaced.MinBy(session => session.HeardUntil)!).Position,
                replaced.Min(session => session.HeardUntil));
    }

    private static SessionStarted? Read(Recorded e)
    {
        try
        {
            return JsonSerializer.Deserialize(e.Data.Span, FrameworkEvents.SessionStarted.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A session was heard last when its newest fact or cursor was recorded.</summary>
    private async Task FindLastHeardAsync(IEventStream stream, CancellationToken cancellationToken)
    {
        var missing = _sessions.Concat(_before).ToDictionary(session => session.Position.SessionId, StringComparer.Ordinal);
        if (missing.Count == 0)
            return;
        await foreach (var e in stream.MatchAsync(
            new EventFilter { NewestFirst = true, Limit = MostLookedAt }, cancellationToken))
        {
            if (e.Cursor is not { } cursor || !missing.Remove(cursor.Session, out var session))
                continue;
            session.HeardUntil = e.Time;
            if (missing.Count == 0)
                return;
        }
    }
}
