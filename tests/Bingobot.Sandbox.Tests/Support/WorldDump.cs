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
        VoiceStarts = world.VoiceStarts.Select(pair => new { pair.Key, pair.Value }),
        world.SessionStarts,
        Roles = world.Roles.Values,
        Bans = world.Bans.Select(pair => new { pair.Key.Guild, pair.Key.User, pair.Value }),
        Presences = world.Presences.Select(pair => new { pair.Key, pair.Value }),
        Files = world.Files.Select(pair => new { pair.Key, pair.Value }),
        Messages = world.Messages.Values.SelectMany(messages => messages).Select(message => new
        {
            message,
            message.PinnedAt,
            Votes = message.Poll?.Votes.Select(pair => (object)new { pair.Key, pair.Value }),
            message.Poll?.IsFinal,
            Reactions = message.Reactions.Select(pair => (object)new { pair.Key, pair.Value }),
        }),
        ThreadMembers = world.ThreadMembers.Values,
        Webhooks = world.Webhooks.Values,
        OpenPolls = world.OpenPolls.Select(pair => new { pair.Key, pair.Value }),
        world.OpenThreads,
        InteractionTokens = world.InteractionTokens.Select(pair => new { pair.Key, pair.Value }),
        Commands = world.Commands.Select(pair => new { pair.Key, pair.Value }),
        Interactions = world.Interactions.Values.Select(i => new { i, i.Acknowledged, i.OriginalId, i.AnswerId, i.Modal, i.Choices }),
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
