using System.Collections.Immutable;

namespace Bingobot.Sandbox;

/// <summary>Pins, and what concerns several messages or reactions at once.</summary>
internal static partial class Transitions
{
    private static World Apply(World world, MessagesDeleted op)
    {
        HashSet<ulong> doomed = [.. op.Ids];
        ImmutableList<Message> messages = world.MessagesOf(op.ChannelId);
        ulong[] gone = [.. messages.Where(message => doomed.Contains(message.Id)).Select(message => message.Id)];
        if (gone.Length == 0)
            return world;
        GuildChannel channel = world.Channels[op.ChannelId];
        if (channel.Thread is { } thread)
            channel = channel with { Thread = thread.Counting(-gone.Length) };
        world = world with
        {
            Channels = world.Channels.SetItem(channel.Id, channel),
            OpenPolls = world.OpenPolls.RemoveRange(gone),
            Messages = world.Messages.SetItem(op.ChannelId, messages.RemoveAll(message => doomed.Contains(message.Id))),
        };
        return EmitIn(world, channel, "MESSAGE_DELETE_BULK", Intents.GuildMessages, _ => Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.Array("ids", gone, id => w.WriteStringValue(Snowflake.Text(id)));
            w.Id("channel_id", channel.Id);
            w.GuildId(channel.GuildId);
            w.WriteEndObject();
        }));
    }

    private static World Apply(World world, MessagePinned op)
    {
        ImmutableList<Message> messages = world.MessagesOf(op.ChannelId);
        int index = World.IndexOf(messages, op.Id);
        if (index < 0)
            return world;
        Message message = messages[index] with { PinnedAt = op.Present ? op.At : null };
        GuildChannel channel = world.Channels[op.ChannelId];
        if (op.Present)
            channel = channel with { LastPinAt = op.At };
        world = world with
        {
            Messages = world.Messages.SetItem(op.ChannelId, messages.SetItem(index, message)),
            Channels = world.Channels.SetItem(channel.Id, channel),
        };
        world = EmitMessage(world, "MESSAGE_UPDATE", message);
        return EmitIn(world, channel, "CHANNEL_PINS_UPDATE", Intents.Guilds, _ => Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.GuildId(channel.GuildId);
            w.Id("channel_id", channel.Id);
            if (channel.LastPinAt is { } at)
                w.Time("last_pin_timestamp", at);
            else
                w.WriteNull("last_pin_timestamp");
            w.WriteEndObject();
        }));
    }

    private static World Apply(World world, ReactionsCleared op)
    {
        ImmutableList<Message> messages = world.MessagesOf(op.ChannelId);
        int index = World.IndexOf(messages, op.MessageId);
        if (index < 0)
            return world;
        Message message = messages[index];
        message = message with
        {
            Reactions = op.Emoji is null ? message.Reactions.Clear() : message.Reactions.Remove(op.Emoji),
        };
        world = world with { Messages = world.Messages.SetItem(op.ChannelId, messages.SetItem(index, message)) };
        return EmitIn(
            world,
            world.Channels[op.ChannelId],
            op.Emoji is null ? "MESSAGE_REACTION_REMOVE_ALL" : "MESSAGE_REACTION_REMOVE_EMOJI",
            Intents.GuildMessageReactions,
            _ => Json.Bytes(w =>
            {
                w.WriteStartObject();
                w.Id("channel_id", op.ChannelId);
                w.Id("message_id", op.MessageId);
                w.GuildId(message.GuildId);
                if (op.Emoji is not null)
                    w.WriteEmoji(op.Emoji);
                w.WriteEndObject();
            }));
    }
}
