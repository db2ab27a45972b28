using System.Collections.Immutable;
using System.Text.Json;

namespace Bingobot.Sandbox;

internal static partial class Transitions
{
    private static World Apply(World world, MessageCreated op)
    {
        Message message = op.Message;
        ImmutableList<Message> messages = world.MessagesOf(message.ChannelId);
        if (messages.Count >= World.MaxMessagesPerChannel)
            messages = messages.RemoveAt(0);
        GuildChannel channel = world.Channels[message.ChannelId];
        world = OpenPoll(Used(world, message.Id), message) with
        {
            Messages = world.Messages.SetItem(message.ChannelId, messages.Add(message)),
            Channels = message.IsEphemeral
                ? world.Channels
                : world.Channels.SetItem(channel.Id, Counted(channel, message, 1) with { LastMessageId = message.Id }),
        };
        return EmitMessage(world, "MESSAGE_CREATE", message);
    }

    private static World Apply(World world, MessageEdited op)
    {
        ImmutableList<Message> messages = world.MessagesOf(op.ChannelId);
        int index = World.IndexOf(messages, op.Id);
        if (index < 0)
            return world;
        Message old = messages[index];
        Message message = old with
        {
            Content = op.Content ?? old.Content,
            Embeds = op.Embeds ?? old.Embeds,
            Components = op.Components ?? old.Components,
            Flags = op.Flags ?? old.Flags,
            Attachments = op.Attachments ?? old.Attachments,
            Mentions = op.Mentions ?? old.Mentions,
            Poll = op.Poll ?? old.Poll,
            EditedAt = old.IsLoading ? null : op.At,
        };
        world = OpenPoll(world, message) with
        {
            Messages = world.Messages.SetItem(op.ChannelId, messages.SetItem(index, message)),
        };
        return EmitMessage(world, "MESSAGE_UPDATE", message);
    }

    private static World Apply(World world, MessageDeleted op)
    {
        ImmutableList<Message> messages = world.MessagesOf(op.ChannelId);
        int index = World.IndexOf(messages, op.Id);
        if (index < 0)
            return world;
        Message message = messages[index];
        GuildChannel channel = Counted(world.Channels[op.ChannelId], message, -1);
        world = world with
        {
            Messages = world.Messages.SetItem(op.ChannelId, messages.RemoveAt(index)),
            OpenPolls = world.OpenPolls.Remove(op.Id),
            Channels = world.Channels.SetItem(channel.Id, channel),
        };
        return message.IsEphemeral
            ? world
            : EmitIn(world, channel, "MESSAGE_DELETE", Intents.GuildMessages, _ => Json.Bytes(w =>
            {
                w.WriteStartObject();
                w.Id("id", message.Id);
                w.Id("channel_id", message.ChannelId);
                w.GuildId(message.GuildId);
                w.WriteEndObject();
            }));
    }

    private static World Apply(World world, ReactionSet op)
    {
        ImmutableList<Message> messages = world.MessagesOf(op.ChannelId);
        int index = World.IndexOf(messages, op.MessageId);
        if (index < 0)
            return world;
        Message message = messages[index];
        ImmutableSortedSet<ulong> old = message.Reactions.GetValueOrDefault(op.Emoji, []);
        ImmutableSortedSet<ulong> users = op.Present ? old.Add(op.UserId) : old.Remove(op.UserId);
        if (ReferenceEquals(users, old))
            return world;
        message = message with
        {
            Reactions = users.IsEmpty ? message.Reactions.Remove(op.Emoji) : message.Reactions.SetItem(op.Emoji, users),
        };
        world = world with { Messages = world.Messages.SetItem(op.ChannelId, messages.SetItem(index, message)) };
        return EmitIn(
            world,
            world.Channels[op.ChannelId],
            op.Present ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE",
            Intents.GuildMessageReactions,
            _ => Json.Bytes(w => WriteReaction(w, world, message, op)));
    }

    private static void WriteReaction(Utf8JsonWriter writer, World world, Message message, ReactionSet op)
    {
        writer.WriteStartObject();
        writer.Id("user_id", op.UserId);
        writer.Id("channel_id", op.ChannelId);
        writer.Id("message_id", op.MessageId);
        writer.GuildId(message.GuildId);
        writer.WriteEmoji(op.Emoji);
        writer.WriteBoolean("burst", false);
        writer.WriteNumber("type", 0);
        if (op.Present)
        {
            writer.Id("message_author_id", message.AuthorId);
            if (world.Members.TryGetValue((message.GuildId, op.UserId), out Member? member))
            {
                writer.WritePropertyName("member");
                writer.WriteMember(world, member, MemberParts.User);
            }
        }

        writer.WriteEndObject();
    }

    private static World Apply(World world, TypingStarted op)
    {
        ulong guildId = world.Channels[op.ChannelId].GuildId;
        return EmitIn(world, world.Channels[op.ChannelId], "TYPING_START", Intents.GuildMessageTyping, _ => Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.Id("channel_id", op.ChannelId);
            w.GuildId(guildId);
            w.Id("user_id", op.UserId);
            w.WriteNumber("timestamp", op.At / 1000);
            if (world.Members.TryGetValue((guildId, op.UserId), out Member? member))
            {
                w.WritePropertyName("member");
                w.WriteMember(world, member, MemberParts.User);
            }

            w.WriteEndObject();
        }));
    }

    private static World SetMessage(World world, Message message)
    {
        ImmutableList<Message> messages = world.MessagesOf(message.ChannelId);
        int index = World.IndexOf(messages, message.Id);
        return world with { Messages = world.Messages.SetItem(message.ChannelId, messages.SetItem(index, message)) };
    }

    /// <summary>Ephemeral messages are told to nobody but the person they are for.</summary>
    private static World EmitMessage(World world, string type, Message message)
    {
        if (message.IsEphemeral)
            return world;
        byte[]? full = null;
        byte[]? reduced = null;
        return EmitIn(
            world,
            world.Channels[message.ChannelId],
            type,
            Intents.GuildMessages,
            session => (session.Intents & Intents.MessageContent) != 0
                ? full ??= Json.Bytes(w => w.WriteMessage(world, message, withContent: true, asEvent: true))
                : reduced ??= Json.Bytes(w => w.WriteMessage(world, message, withContent: false, asEvent: true)),
            perSession: true);
    }
}
