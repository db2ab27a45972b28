using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What a client asks for, opcode by opcode.</summary>
internal sealed partial class GatewayConnection
{
    private const int SessionIdDigits = 32;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>Why to close, or null.</summary>
    private async Task<CloseReason?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (_time.GetElapsedTime(_windowStart) > Window)
            (_windowStart, _windowCount) = (_time.GetTimestamp(), 0);
        if (++_windowCount > MaxPayloadsPerMinute)
            return CloseReason.RateLimited;
        JsonElement message;
        try
        {
            message = Json.Parse(payload);
        }
        catch (JsonException)
        {
            return CloseReason.Decode("not JSON.");
        }

        if (message.GetInt("op") is not { } opcode)
            return CloseReason.Decode("an object with a number \"op\" is expected.");
        JsonElement data = message.Get("d") ?? default;
        return opcode switch
        {
            Opcode.Heartbeat => Heartbeat(),
            Opcode.Identify => await IdentifyAsync(data, cancellationToken),
            Opcode.Resume => await ResumeAsync(data, cancellationToken),
            Opcode.RequestGuildMembers when _attachment is { } asking => await RequestMembersAsync(asking.SessionId, data, cancellationToken),
            Opcode.RequestSoundboardSounds when _attachment is { } asking => await RequestSoundsAsync(asking.SessionId, data, cancellationToken),
            Opcode.RequestChannelInfo when _attachment is { } asking => await RequestChannelInfoAsync(asking.SessionId, data, cancellationToken),
            Opcode.RequestGuildMembers or Opcode.RequestSoundboardSounds or Opcode.RequestChannelInfo => CloseReason.NotAuthenticated,
            Opcode.PresenceUpdate or Opcode.VoiceStateUpdate when _attachment is null => CloseReason.NotAuthenticated,
            Opcode.PresenceUpdate => await SetPresenceAsync(data, cancellationToken),
            Opcode.VoiceStateUpdate => await SetVoiceAsync(data, cancellationToken),
            _ => CloseReason.UnknownOpcode(opcode),
        };
    }

    private CloseReason? Heartbeat()
    {
        Volatile.Write(ref _lastHeartbeat, _time.GetTimestamp());
        if (!hub.Chaos.AcksMuted)
            TrySend(GatewayPayloads.HeartbeatAck);
        return null;
    }

    private async Task<CloseReason?> IdentifyAsync(JsonElement data, CancellationToken cancellationToken)
    {
        if (_attachment is not null)
            return CloseReason.AlreadyAuthenticated;
        if (Identify.Read(data, hub.Options, out Identify identify) is { } refusal)
            return refusal;
        string? sessionId = await hub.Store.ChangeAsync(transaction => StartSession(transaction, identify), cancellationToken);
        if (sessionId is null)
            return CloseReason.StartsUsedUp;
        Serve(new Attachment(sessionId, 0, null));
        return null;
    }

    /// <summary>The new session; null where too many were started, which ends all that there are
    /// (<see href="https://docs.discord.com/developers/events/gateway#identifying"/>).</summary>
    private string? StartSession(Transaction transaction, Identify identify)
    {
        if (hub.Options.EnforceRateLimits && transaction.World.SessionStarts.By(transaction.At).Remaining == 0)
        {
            foreach (string doomed in transaction.World.Sessions.Keys)
                transaction.Do(new SessionEnded(doomed) { At = transaction.At });
            return null;
        }

        string id = transaction.NewSecret(SessionIdDigits);
        transaction.Do(new SessionStarted(
            id, identify.Intents, identify.ShardId, identify.ShardCount, hub.Options.ReplayBuffer, gatewayUrl)
        {
            At = transaction.At,
        });
        if (identify.Presence is { } presence)
            transaction.Do(presence.ToOp(transaction));
        return id;
    }

    private async Task<CloseReason?> ResumeAsync(JsonElement data, CancellationToken cancellationToken)
    {
        if (_attachment is not null)
            return CloseReason.AlreadyAuthenticated;
        if (data.GetText("session_id") is not { } sessionId || data.Get("seq") is not { ValueKind: JsonValueKind.Number } number
            || !number.TryGetInt64(out long seq))
        {
            return CloseReason.Decode("Resume takes token, session_id and a number seq.");
        }

        if (!Token.Matches(data.GetText("token"), hub.Options.BotToken))
            return CloseReason.AuthenticationFailed;
        if (!hub.Store.Durable.Sessions.TryGetValue(sessionId, out GatewaySession? session))
        {
            TrySend(GatewayPayloads.InvalidSession(resumable: false));
            return null;
        }

        if (seq > session.Seq || seq < 0)
            return CloseReason.InvalidSeq;
        if (!session.CanReplayAfter(seq))
        {
            await hub.EndSessionAsync(sessionId, cancellationToken);
            TrySend(GatewayPayloads.InvalidSession(resumable: false));
            return null;
        }

        Serve(new Attachment(sessionId, seq, session.Seq));
        return null;
    }

    /// <summary><see href="https://docs.discord.com/developers/events/gateway-events#update-presence"/>.</summary>
    private async Task<CloseReason?> SetPresenceAsync(JsonElement data, CancellationToken cancellationToken)
    {
        if (AskedPresence.Read(data) is not { } presence)
            return AskedPresence.Faulty;
        await hub.Store.DoAsync(presence.ToOp, cancellationToken);
        return null;
    }

    /// <summary>From now on the sending loop serves the session.</summary>
    private void Serve(Attachment attachment)
    {
        _attachment = attachment;
        hub.Attach(attachment.SessionId, this);
        Wake();
    }

    private async Task<CloseReason?> SetVoiceAsync(JsonElement data, CancellationToken cancellationToken)
    {
        if (!Snowflake.TryParse(data.GetText("guild_id"), out ulong guildId))
            return CloseReason.Decode("a voice state has guild_id.");
        ulong? channelId = null;
        if (data.Get("channel_id") is not null)
        {
            if (!Snowflake.TryParse(data.GetText("channel_id"), out ulong id))
                return CloseReason.Decode("channel_id is an id or null.");
            channelId = id;
        }

        await hub.Store.ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                bool exists = world.Members.ContainsKey((guildId, world.App.BotId))
                    && (channelId is not { } id
                        || (world.Channels.TryGetValue(id, out GuildChannel? channel)
                            && channel.GuildId == guildId
                            && channel.Kind == ChannelKind.Voice));
                if (exists)
                {
                    transaction.Do(new VoiceSet(
                        guildId, world.App.BotId, channelId, data.GetFlag("self_mute"), data.GetFlag("self_deaf"))
                    {
                        At = transaction.At,
                    });
                }

                return exists;
            },
            cancellationToken);
        return null;
    }
}
