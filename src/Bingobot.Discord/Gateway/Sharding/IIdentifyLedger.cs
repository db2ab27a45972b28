namespace Bingobot.Discord.Gateway;

/// <summary>
/// Remembers how often the bot has identified, beyond the process: who identifies more than 1,000 times a day loses the token.
/// See <see href="https://docs.discord.com/developers/events/gateway#identifying"/>.
/// </summary>
public interface IIdentifyLedger
{
    /// <summary>How long ago each identify of the last 24 hours was, in any order. Asked once, before the first.</summary>
    Task<IReadOnlyList<TimeSpan>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Records that a shard identifies now. The Identify is sent when the task completes, so it is to be durable then. An
    /// exception ends the client with it.
    /// </summary>
    ValueTask RecordAsync(GatewayShard shard, CancellationToken cancellationToken);
}
