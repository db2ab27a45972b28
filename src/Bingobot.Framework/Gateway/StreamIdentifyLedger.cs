using Bingobot.Discord.Gateway;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Counts identifies in the stream, so that a bot that crashes again and again does not spend a day's.</summary>
/// <param name="stream">The stream.</param>
/// <param name="clock">The clock by which its events are timed.</param>
internal sealed class StreamIdentifyLedger(IEventStream stream, TimeProvider clock) : IIdentifyLedger
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<TimeSpan>> LoadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<TimeSpan> ages = [];
        EventFilter identified = new()
        {
            Types = new HashSet<string> { FrameworkEvents.GatewayIdentified.Name },
            FromTime = now - Day,
        };
        await foreach (var e in stream.MatchAsync(identified, cancellationToken))
            ages.Add(e.Time < now ? now - e.Time : TimeSpan.Zero);
        return ages;
    }

    public async ValueTask RecordAsync(GatewayShard shard, CancellationToken cancellationToken) =>
        await stream.PublishAsync(0, new GatewayIdentified(shard.Id, shard.Count), cancellationToken);
}
