using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bingobot.Sandbox;

/// <summary>Messages as Discord writes them (<see href="https://docs.discord.com/developers/resources/message#message-object"/>).</summary>
internal static partial class MessageWire
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
        bool shown = shape.WithContent
            || message.AuthorId == world.App.BotId
            || Mentioned(world, message).Any(user => user.Id == world.App.BotId);
        writer.WriteStartObject();
        writer.Id("id", message.Id);
        writer.WriteNumber("type", message.Type);
        writer.Id("channel_id", message.ChannelId);
        if (shape.AsEvent)
            writer.Id("guild_id", message.GuildId);
        writer.WritePropertyName("author");
        writer.WriteUser(world.Users[message.AuthorId]);
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
        writer.WriteBoolean("mention_everyone", shown && MentionsEveryone(world, message));
        writer.Array("mentions", Mentioned(world, message), user => writer.WriteUser(user));
        writer.Array("mention_roles", MentionedRoles(world, message), id => writer.WriteStringValue(Snowflake.Text(id)));
        writer.Array("attachments", shown ? message.Attachments ?? [] : [], file => writer.WriteAttachment(message, file));
        writer.Element("embeds", shown ? message.Embeds : null);
        writer.Element("components", shown ? message.Components : null);
        writer.WriteBoolean("pinned", message.PinnedAt is not null);
        writer.WriteNumber("flags", message.Flags);
        WriteReactions(writer, world, message);
        WriteNonce(writer, message);
        WriteReference(writer, world, message, shape);
        WriteInvocation(writer, world, message, shape.InteractionId);
        writer.WriteEndObject();
    }

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
        if (message.ReplyTo is not { } target)
            return;
        writer.WriteStartObject("message_reference");
        writer.WriteNumber("type", 0);
        writer.Id("message_id", target);
        writer.Id("channel_id", message.ChannelId);
        writer.Id("guild_id", message.GuildId);
        writer.WriteEndObject();
        if (!shape.WithReference)
            return;
        writer.WritePropertyName("referenced_message");
        if (world.FindMessage(message.ChannelId, target) is { } referenced)
            WriteMessage(writer, world, referenced, new Shape(shape.WithContent, false, null, WithReference: false));
        else
            writer.WriteNullValue();
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
            writer.WriteStartObject("authorizing_integration_owners");
            writer.Id("0", message.GuildId);
            writer.WriteEndObject();
            if (invocation.Command is not null)
                writer.WriteString("name", invocation.Command);
            if (invocation.TargetMessageId is { } target)
                writer.Id("interacted_message_id", target);
            writer.WriteEndObject();
        }

        if (interactionId is { } id)
            writer.Id("interaction", id);
    }

    /// <summary>Who is mentioned in the text, each once, in the order of ids.</summary>
    public static IEnumerable<User> Mentioned(World world, Message message)
    {
        if (!message.Content.Contains("<@", StringComparison.Ordinal))
            return [];
        SortedSet<ulong> ids = [];
        foreach (Match match in Mention().Matches(message.Content))
        {
            if (Snowflake.TryParse(match.Groups[1].Value, out ulong id) && world.Users.ContainsKey(id))
                ids.Add(id);
        }

        return ids.Select(id => world.Users[id]);
    }

    private static SortedSet<ulong> MentionedRoles(World world, Message message)
    {
        if (!message.Content.Contains("<@&", StringComparison.Ordinal))
            return [];
        SortedSet<ulong> ids = [];
        foreach (Match match in RoleMention().Matches(message.Content))
        {
            if (Snowflake.TryParse(match.Groups[1].Value, out ulong id) && world.Roles.ContainsKey((message.GuildId, id)))
                ids.Add(id);
        }

        return ids;
    }

    private static bool MentionsEveryone(World world, Message message) =>
        (message.Content.Contains("@everyone", StringComparison.Ordinal) || message.Content.Contains("@here", StringComparison.Ordinal))
        && world.Channels.TryGetValue(message.ChannelId, out GuildChannel? channel)
        && (Permissions.In(world, channel, message.AuthorId) & Permissions.MentionEveryone) != 0;

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

    [GeneratedRegex("<@&([0-9]{1,20})>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleMention();

    [GeneratedRegex("<@!?([0-9]{1,20})>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
