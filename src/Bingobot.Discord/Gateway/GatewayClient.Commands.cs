using System.Text;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway;

/// <content>
/// What a bot sends. Each waits until the session is ready and the limits allow it, and completes when the frame was given to the
/// connection; whether Discord has read it is not known. Thread-safe. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#send-events"/>.
/// </content>
public sealed partial class GatewayClient
{
    /// <summary>Changes how the bot shows itself; at most 5 times in 20 seconds, beyond which it waits. A new session forgets it.</summary>
    /// <exception cref="ArgumentException">The status is none, or it is longer than 4,096 bytes.</exception>
    /// <exception cref="InvalidOperationException">The client has stopped.</exception>
    public Task UpdatePresenceAsync(UpdatePresence presence, CancellationToken cancellationToken = default)
    {
        CheckPresence(presence);
        return _commands.SendPresenceAsync(FrameWriter.Presence(presence), cancellationToken);
    }

    /// <summary>
    /// Asks for members, which come as GUILD_MEMBERS_CHUNK to <see cref="GatewayClientOptions.OnDispatch"/>. To be sent on the shard that
    /// has the guild. All members of a guild are asked for once in 30 seconds at the most, beyond which it waits.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Not exactly one of query and users is given, a value is out of its range, or all members are asked for without
    /// <see cref="Intents.GuildMembers"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The client has stopped.</exception>
    public Task RequestGuildMembersAsync(RequestGuildMembers request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Query is null == request.UserIds is null)
            throw new ArgumentException("Either a query or users are expected.", nameof(request));
        if (request.UserIds is { Count: 0 or > RequestGuildMembers.MostUsers })
            throw new ArgumentException($"1 to {RequestGuildMembers.MostUsers} users are expected.", nameof(request));
        if (request.Query is { } query && (request.Limit < 0 || (query.Length > 0 && request.Limit is 0 or > RequestGuildMembers.MostByName)))
            throw new ArgumentException($"A limit from 1 to {RequestGuildMembers.MostByName} is expected, or 0 for all.", nameof(request));
        if (request.Nonce is { } nonce && Encoding.UTF8.GetByteCount(nonce) > RequestGuildMembers.LongestNonce)
            throw new ArgumentException($"A nonce of up to {RequestGuildMembers.LongestNonce} bytes is expected.", nameof(request));
        if (request.IsForAll && !_options.Intents.HasFlag(Intents.GuildMembers))
            throw new ArgumentException($"All members are told with the intent {nameof(Intents.GuildMembers)} only.", nameof(request));
        return request.IsForAll
            ? _commands.SendAllMembersAsync(FrameWriter.GuildMembers(request), request.GuildId, cancellationToken)
            : _commands.SendAsync(FrameWriter.GuildMembers(request), cancellationToken);
    }

    /// <summary>Joins, changes or leaves voice. To be sent on the shard that has the guild.</summary>
    /// <exception cref="InvalidOperationException">The client has stopped.</exception>
    public Task UpdateVoiceStateAsync(UpdateVoiceState state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _commands.SendAsync(FrameWriter.Voice(state), cancellationToken);
    }

    /// <summary>
    /// Asks for soundboard sounds, which come as SOUNDBOARD_SOUNDS to <see cref="GatewayClientOptions.OnDispatch"/>. To be sent on the
    /// shard that has the guilds.
    /// </summary>
    /// <exception cref="ArgumentException">No guild is given, or it is longer than 4,096 bytes.</exception>
    /// <exception cref="InvalidOperationException">The client has stopped.</exception>
    public Task RequestSoundboardSoundsAsync(RequestSoundboardSounds request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.GuildIds.Count == 0)
            throw new ArgumentException("At least one guild is expected.", nameof(request));
        return _commands.SendAsync(FrameWriter.SoundboardSounds(request), cancellationToken);
    }

    /// <summary>
    /// Asks for what channels show for a while only, which comes as CHANNEL_INFO to <see cref="GatewayClientOptions.OnDispatch"/>. To be
    /// sent on the shard that has the guild.
    /// </summary>
    /// <exception cref="ArgumentException">No field is given, or one that is not in <see cref="ChannelInfoField"/>.</exception>
    /// <exception cref="InvalidOperationException">The client has stopped.</exception>
    public Task RequestChannelInfoAsync(RequestChannelInfo request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Fields.Count == 0)
            throw new ArgumentException("At least one field is expected.", nameof(request));
        if (request.Fields.FirstOrDefault(static field => field is not (ChannelInfoField.Status or ChannelInfoField.VoiceStartTime)) is { } unknown)
            throw new ArgumentException($"'{unknown}' cannot be asked for; see {nameof(ChannelInfoField)}.", nameof(request));
        return _commands.SendAsync(FrameWriter.ChannelInfo(request), cancellationToken);
    }

    private static void CheckPresence(UpdatePresence presence)
    {
        ArgumentNullException.ThrowIfNull(presence);
        if (presence.Status is not (PresenceStatus.Online or PresenceStatus.DoNotDisturb or PresenceStatus.Idle
            or PresenceStatus.Invisible or PresenceStatus.Offline))
            throw new ArgumentException($"'{presence.Status}' is no status; see {nameof(PresenceStatus)}.", nameof(presence));
    }
}
