using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <content>
/// What a bot sends over the gateway, for the program around it: not for modules, whose effects are derived and recorded. Each waits until
/// the bot runs, its shard is ready, and Discord's limits allow it; it completes when the frame was given to the connection. It is not
/// kept for the next start. Thread-safe. See <see href="https://docs.discord.com/developers/events/gateway-events#send-events"/>.
/// </content>
public sealed partial class Bot
{
    private readonly TaskCompletionSource<BotGateway> _connects = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Changes how the bot shows itself, on all shards; at most 5 times in 20 seconds, beyond which it waits. A new session begins with
    /// <see cref="BotOptions.Presence"/> again.
    /// </summary>
    /// <exception cref="ArgumentException">The status is none, or it is longer than 4,096 bytes.</exception>
    /// <exception cref="InvalidOperationException">The bot has stopped.</exception>
    public async Task UpdatePresenceAsync(UpdatePresence presence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(presence);
        var gateway = await GatewayAsync(cancellationToken);
        await Task.WhenAll(gateway.Shards.Select(shard => shard.UpdatePresenceAsync(presence, cancellationToken)));
    }

    /// <summary>
    /// Asks for members of a guild, on its shard: by their ids, or by how their names begin. They come to the modules that have a handler
    /// for <see cref="FrameworkEvents.GuildMembersReceived"/>.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Not exactly one of query and users is given, a value is out of its range, or all members are asked for: a bot has none of the
    /// privileged intents, of which that needs one.
    /// </exception>
    /// <exception cref="InvalidOperationException">The bot has stopped.</exception>
    public async Task RequestGuildMembersAsync(RequestGuildMembers request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await (await ShardOfAsync(request.GuildId, cancellationToken)).RequestGuildMembersAsync(request, cancellationToken);
    }

    /// <summary>Joins, changes or leaves voice, on the guild's shard.</summary>
    /// <exception cref="InvalidOperationException">The bot has stopped.</exception>
    public async Task UpdateVoiceStateAsync(UpdateVoiceState state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        await (await ShardOfAsync(state.GuildId, cancellationToken)).UpdateVoiceStateAsync(state, cancellationToken);
    }

    private async Task<GatewayClient> ShardOfAsync(Snowflake guild, CancellationToken cancellationToken) =>
        (await GatewayAsync(cancellationToken)).ShardOf(guild);

    private Task<BotGateway> GatewayAsync(CancellationToken cancellationToken) => _connects.Task.WaitAsync(cancellationToken);

    /// <summary>Whoever waits for a bot that has ended before it connected is told so.</summary>
    private void EndSending()
    {
        _connects.TrySetException(new InvalidOperationException("The bot has stopped."));
        _ = _connects.Task.Exception;
    }
}
