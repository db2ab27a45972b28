using System.Text;
using System.Text.Json;

namespace Bingobot.Sandbox.Tests.Support;

/// <summary>Everything that a world is, as text, so that two can be compared.</summary>
internal static class WorldDump
{
    /// <param name="world">The world.</param>
    /// <param name="withEventData">Without it only the names and numbers of events, which no new field of Discord's changes.</param>
    public static string Of(World world, bool withEventData = true) => JsonSerializer.Serialize(new
    {
        world.LastAt,
        world.LastId,
        world.OpCount,
        world.Application,
        Users = world.Users.Values,
        Guilds = world.Guilds.Values,
        Channels = world.Channels.Values,
        Members = world.Members.Values,
        Voice = world.Voice.Values,
        Messages = world.Messages.Values.SelectMany(messages => messages).Select(message => new
        {
            message,
            Reactions = message.Reactions.Select(pair => (object)new { pair.Key, pair.Value }),
        }),
        Commands = world.Commands.Select(pair => new { pair.Key, pair.Value }),
        Interactions = world.Interactions.Values.Select(i => new { i, i.Acknowledged, i.OriginalId, i.AnswerId, i.Modal }),
        Sessions = world.Sessions.Values.Select(s => new
        {
            s.Id,
            s.Ordinal,
            s.Intents,
            s.ShardId,
            s.ShardCount,
            s.Capacity,
            s.Seq,
            Buffer = s.Buffer.Select(d => withEventData ? $"{d.Seq} {d.Type} {Encoding.UTF8.GetString(d.Data)}" : $"{d.Seq} {d.Type}"),
        }),
    });
}
