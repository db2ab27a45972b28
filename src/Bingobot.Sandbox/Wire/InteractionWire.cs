using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// INTERACTION_CREATE (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object"/>).
/// </summary>
internal static class InteractionWire
{
    /// <summary>Contexts (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types"/>).</summary>
    private const int InGuild = 0;
    private const int BotDirect = 1;
    private const int MaxAttachmentBytes = 10 * 1024 * 1024;

    public static void WriteInteraction(this Utf8JsonWriter writer, World world, Interaction interaction)
    {
        GuildChannel channel = world.Channels[interaction.ChannelId];
        writer.WriteStartObject();
        writer.Id("id", interaction.Id);
        writer.Id("application_id", world.App.Id);
        writer.WriteNumber("type", interaction.Type);
        writer.WriteString("token", interaction.Token);
        writer.WriteNumber("version", 1);
        writer.Element("data", interaction.Data);
        WritePlace(writer, world, interaction, channel);
        writer.WriteString("locale", "en-US");
        writer.WriteString("app_permissions", Permissions.Text(Permissions.In(world, channel, world.App.BotId)));
        writer.EmptyArrays("entitlements");
        writer.WriteIntegrationOwners(interaction.GuildId);
        writer.WriteNumber("context", channel.IsDirect ? BotDirect : InGuild);
        writer.WriteNumber("attachment_size_limit", MaxAttachmentBytes);
        if (interaction.MessageId is { } messageId && world.FindMessage(interaction.ChannelId, messageId) is { } message)
        {
            writer.WritePropertyName("message");
            writer.WriteMessage(world, message);
        }

        writer.WriteEndObject();
    }

    /// <summary>Where it is, and who asks: a member of a guild, or a user in direct messages.</summary>
    private static void WritePlace(Utf8JsonWriter writer, World world, Interaction interaction, GuildChannel channel)
    {
        writer.Id("channel_id", interaction.ChannelId);
        writer.WritePropertyName("channel");
        writer.WriteChannel(world, channel);
        if (channel.IsDirect)
        {
            writer.WritePropertyName("user");
            writer.WriteUser(world.Users[interaction.UserId]);
            return;
        }

        writer.Id("guild_id", interaction.GuildId);
        writer.WriteStartObject("guild");
        writer.Id("id", interaction.GuildId);
        writer.WriteString("locale", "en-US");
        writer.EmptyArrays("features");
        writer.WriteEndObject();
        writer.WriteString("guild_locale", "en-US");
        writer.WritePropertyName("member");
        writer.WriteMember(
            world,
            world.Members[(interaction.GuildId, interaction.UserId)],
            MemberParts.User,
            Permissions.In(world, channel, interaction.UserId));
    }

    /// <summary>For whom the application is installed: the guild, or in direct messages with the bot none ("0").</summary>
    public static void WriteIntegrationOwners(this Utf8JsonWriter writer, ulong guildId)
    {
        writer.WriteStartObject("authorizing_integration_owners");
        writer.Id("0", guildId);
        writer.WriteEndObject();
    }

    /// <summary>The body of an acknowledgement that asked for it
    /// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object"/>).</summary>
    public static void WriteCallback(this Utf8JsonWriter writer, World world, Interaction interaction)
    {
        Message? message = interaction.OriginalId is { } id ? world.FindMessage(interaction.ChannelId, id) : null;
        writer.WriteStartObject();
        writer.WriteStartObject("interaction");
        writer.Id("id", interaction.Id);
        writer.WriteNumber("type", interaction.Type);
        if (message is not null)
        {
            writer.Id("response_message_id", message.Id);
            writer.WriteBoolean("response_message_loading", message.IsLoading);
            writer.WriteBoolean("response_message_ephemeral", message.IsEphemeral);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("resource");
        writer.WriteNumber("type", interaction.Acknowledged ?? 0);
        if (message is not null && interaction.Acknowledged is 4 or 7)
        {
            writer.WritePropertyName("message");
            writer.WriteMessage(world, message!);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
