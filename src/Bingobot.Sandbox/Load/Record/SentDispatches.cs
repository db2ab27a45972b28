using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The dispatches that an op has brought to sessions.</summary>
internal static class SentDispatches
{
    public static IEnumerable<DispatchEntry> Of(ReplayStep step, DateTimeOffset time)
    {
        (World before, Op op, World after) = step;
        bool isHeard = false;
        foreach (GatewaySession session in after.Sessions.Values)
        {
            long from = before.Sessions.TryGetValue(session.Id, out GatewaySession? old) ? old.Seq : 0;
            for (long seq = from; seq < session.Seq; seq++)
            {
                isHeard = true;
                yield return Describe(after, op, session.After(seq)!, session.Id, time);
            }
        }

        if (!isHeard && ByPeople(after, op, time) is { } unheard)
            yield return unheard;
    }

    private static DispatchEntry Describe(World world, Op op, Dispatch dispatch, string session, DateTimeOffset time) => op switch
    {
        SessionStarted => new DispatchEntry(
            time, session, dispatch.Seq, dispatch.Type, dispatch.Type == "GUILD_CREATE" ? IdIn(dispatch.Data) : 0, 0, 0, 0, ByBot: false),
        _ when ByPeople(world, op, time) is { } known && known.Type == dispatch.Type =>
            known with { Session = session, Sequence = dispatch.Seq },
        _ => new DispatchEntry(time, session, dispatch.Seq, dispatch.Type, 0, 0, 0, 0, ByBot: false),
    };

    /// <summary>What people do that a bot may want to hear of, as if no session had been given it.</summary>
    private static DispatchEntry? ByPeople(World world, Op op, DateTimeOffset time) => op switch
    {
        MessageCreated { Message: { IsEphemeral: false } message } => new DispatchEntry(
            time, null, 0, "MESSAGE_CREATE", message.GuildId, message.Id, message.AuthorId, message.ChannelId, world.AuthorOf(message).IsBot),
        VoiceSet voice => new DispatchEntry(
            time, null, 0, "VOICE_STATE_UPDATE", voice.GuildId, 0, voice.UserId, voice.ChannelId ?? 0, world.Users[voice.UserId].IsBot),
        InteractionCreated { Interaction: var asked } => new DispatchEntry(
            time, null, 0, "INTERACTION_CREATE", asked.GuildId, asked.Id, asked.UserId, asked.ChannelId, ByBot: false),
        _ => null,
    };

    /// <summary>The id of what a dispatch is about.</summary>
    public static ulong IdIn(byte[] data)
    {
        using JsonDocument document = JsonDocument.Parse(data);
        return Snowflake.TryParse(document.RootElement.GetProperty("id").GetString(), out ulong id) ? id : 0;
    }
}
