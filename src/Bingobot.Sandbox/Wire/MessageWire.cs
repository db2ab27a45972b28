using System.Globalization;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Messages as Discord writes them (<see href="https://docs.discord.com/developers/resources/message#message-object"/>).</summary>
internal static class MessageWire
{
    /// <param name="writer">Where to.</param>
    /// <param name="world">The world the message is in.</param>
    /// <param name="message">The message.</param>
    /// <param name="withContent">
    /// Without it, content, embeds and components are empty unless the message is the bot's own or mentions it
    /// (<see href="https://docs.discord.com/developers/events/gateway#message-content-intent"/>).
    /// </param>
    /// <param name="asEvent">The gateway adds the guild and the member.</param>
    /// <param name="interactionId">Added as <c>interaction</c> for people and tests.</param>
    public static void WriteMessage(
        this Utf8JsonWriter writer,
        World world,
        Message message,
        bool withContent = true,
        bool asEvent = false,
        ulong? interactionId = null) => WriteMessage(
            writer, world, message, new Shape(withContent, asEvent, interactionId, WithReference: true));

    private readonly record struct Shape(bool WithContent, bool AsEvent, ulong? InteractionId, bool WithReference);

    private static void WriteMessage(Utf8JsonWriter writer, World world, Message message, Shape shape)
    {
        IReadOnlyList<User> mentioned = MentionReader.Users(world, message);
        bool shown = shape.WithContent
            || message.GuildId == 0
            || message.AuthorId == world.App.BotId
            || mentioned.Any(user => user.Id == world.App.BotId);
        writer.WriteStartObject();
        writer.Id("id", message.Id);
        writer.WriteNumber("type", message.Type);
        writer.Id("channel_id", message.ChannelId);
        if (shape.AsEvent)
            WritePlace(writer, world, message);
        writer.WritePropertyName("author");
        WriteAuthor(writer, world, message);
        if (shape.AsEvent && world.Members.TryGetValue((message.GuildId, message.AuthorId), out Member? member))
        {
            writer.WritePropertyName("member");
            writer.WriteMember(world, member, MemberParts.Bare);
        }

        writer.WriteString("content", shown ? message.Content : "");
        writer.Time("timestamp", Snowflake.TimeOf(message.Id));
        if (message.EditedAt is { } edited)
            writer.Time("edited_timestamp", edited);
        else
            writer.WriteNull("edited_timestamp");
        writer.WriteBoolean("tts", false);
        writer.WriteBoolean("mention_everyone", MentionReader.Everyone(world, message));
        writer.Array("mentions", mentioned, user => WriteMentioned(writer, world, message, shape, user));
        writer.Array("mention_roles", MentionReader.Roles(world, message), id => writer.WriteStringValue(Snowflake.Text(id)));
        writer.Array("attachments", shown ? message.Attachments ?? [] : [], file => writer.WriteAttachment(message, file));
        writer.Element("embeds", shown ? message.Embeds : null);
        writer.Element("components", shown ? message.Components : null);
        writer.WriteBoolean("pinned", message.PinnedAt is not null);
        writer.WriteNumber("flags", message.Flags);
        if (shown && message.Poll is { } poll)
        {
            writer.WritePropertyName("poll");
            writer.WritePoll(world, poll);
        }

        if ((message.Flags & Message.HasThread) != 0 && world.Channels.TryGetValue(message.Id, out GuildChannel? thread))
        {
            writer.WritePropertyName("thread");
            writer.WriteThread(world, thread, default);
        }

        WriteReactions(writer, world, message);
        WriteNonce(writer, message);
        WriteReference(writer, world, message, shape);
        WriteInvocation(writer, world, message, shape.InteractionId);
        writer.WriteEndObject();
    }

    /// <summary>What the gateway adds: the guild, and of which kind the channel is.</summary>
    private static void WritePlace(Utf8JsonWriter writer, World world, Message message)
    {
        writer.GuildId(message.GuildId);
        if (world.Channels.TryGetValue(message.ChannelId, out GuildChannel? channel))
            writer.WriteNumber("channel_type", (int)channel.Kind);
    }

    /// <summary>The gateway adds who somebody is in the guild.</summary>
    private static void WriteMentioned(Utf8JsonWriter writer, World world, Message message, Shape shape, User user) =>
        writer.WriteUser(user, more: () =>
        {
            if (!shape.AsEvent || !world.Members.TryGetValue((message.GuildId, user.Id), out Member? member))
                return;
            writer.WritePropertyName("member");
            writer.WriteMember(world, member, MemberParts.Bare);
        });

    private static void WriteReactions(Utf8JsonWriter writer, World world, Message message)
    {
        if (message.Reactions.IsEmpty)
            return;
        writer.WriteStartArray("reactions");
        foreach ((string emoji, var users) in message.Reactions)
        {
            bool own = users.Contains(world.App.BotId);
            writer.WriteStartObject();
            writer.WriteNumber("count", users.Count);
            writer.WriteStartObject("count_details");
            writer.WriteNumber("burst", 0);
            writer.WriteNumber("normal", users.Count);
            writer.WriteEndObject();
            writer.WriteBoolean("me", own);
            writer.WriteBoolean("me_burst", false);
            writer.EmptyArrays("burst_colors");
            writer.WriteEmoji(emoji);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>An emoji kept as <c>name</c> or <c>name:id</c>.</summary>
    public static void WriteEmoji(this Utf8JsonWriter writer, string emoji)
    {
        int colon = emoji.LastIndexOf(':');
        writer.WriteStartObject("emoji");
        writer.WriteString("name", colon < 0 ? emoji : emoji[..colon]);
        if (colon < 0)
            writer.WriteNull("id");
        else
            writer.WriteString("id", emoji[(colon + 1)..]);
        writer.WriteEndObject();
    }

    private static void WriteNonce(Utf8JsonWriter writer, Message message)
    {
        if (message.Nonce is null)
            return;
        if (message.NonceIsNumber && long.TryParse(message.Nonce, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            writer.WriteNumber("nonce", number);
        else
            writer.WriteString("nonce", message.Nonce);
    }

    private static void WriteReference(Utf8JsonWriter writer, World world, Message message, Shape shape)
    {
        MessageReference? reference = message.About
            ?? (message.ReplyTo is { } target ? new MessageReference(message.ChannelId, target) : null);
        if (reference is null)
            return;
        writer.WriteStartObject("message_reference");
        writer.WriteNumber("type", 0);
        if (reference.MessageId is { } id)
            writer.Id("message_id", id);
        writer.Id("channel_id", reference.ChannelId);
        writer.GuildId(message.GuildId);
        writer.WriteEndObject();
        if (!shape.WithReference || reference.MessageId is null || message.Type == Message.TypePollResult)
            return;
        writer.WritePropertyName("referenced_message");
        if (world.FindMessage(reference.ChannelId, reference.MessageId.Value) is { } referenced)
            WriteMessage(writer, world, referenced, new Shape(shape.WithContent, false, null, WithReference: false));
        else
            writer.WriteNullValue();
    }

    /// <summary>A webhook is no user: it has a name only in the message.</summary>
    private static void WriteAuthor(Utf8JsonWriter writer, World world, Message message)
    {
        if (message.WebhookName is not { } name)
        {
            writer.WriteUser(world.Users[message.AuthorId]);
            return;
        }

        writer.WriteStartObject();
        writer.Id("id", message.AuthorId);
        writer.WriteString("username", name);
        writer.WriteString("discriminator", "0000");
        writer.Nulls("global_name", "avatar", "primary_guild");
        writer.WriteNumber("public_flags", 0);
        writer.WriteNumber("flags", 0);
        writer.WriteBoolean("bot", true);
        writer.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter writer, World world, Message message, ulong? interactionId)
    {
        if (message.Invocation is { } invocation)
        {
            writer.Id("application_id", world.App.Id);
            writer.Id("webhook_id", world.App.Id);
            writer.WriteStartObject("interaction_metadata");
            writer.Id("id", invocation.InteractionId);
            writer.WriteNumber("type", invocation.Type);
            writer.WritePropertyName("user");
            writer.WriteUser(world.Users[invocation.UserId]);
            writer.WriteIntegrationOwners(message.GuildId);
            if (invocation.Command is not null)
                writer.WriteString("name", invocation.Command);
            if (invocation.TargetMessageId is { } target)
                writer.Id("interacted_message_id", target);
            writer.WriteEndObject();
        }

        if (message.WebhookName is not null)
            writer.Id("webhook_id", message.AuthorId);
        if (interactionId is { } id)
            writer.Id("interaction", id);
    }

    /// <summary>A file (<see href="https://docs.discord.com/developers/resources/message#attachment-object"/>).</summary>
    public static void WriteAttachment(this Utf8JsonWriter writer, Message message, Attachment file)
    {
        writer.WriteStartObject();
        writer.Id("id", file.Id);
        writer.WriteString("filename", file.FileName);
        if (file.Description is not null)
            writer.WriteString("description", file.Description);
        writer.WriteString("content_type", file.ContentType);
        writer.WriteNumber("size", file.Size);
        writer.WriteString("url", file.Url);
        writer.WriteString("proxy_url", file.Url);
        if (message.IsEphemeral)
            writer.WriteBoolean("ephemeral", true);
        writer.WriteEndObject();
    }
}
