using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Webhooks as Discord writes them
/// (<see href="https://docs.discord.com/developers/resources/webhook#webhook-object"/>).</summary>
internal static class WebhookWire
{
    private const int Incoming = 1;

    /// <param name="writer">Where to.</param>
    /// <param name="world">The world.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="withUser">With who made it; whoever only knows its token is not told.</param>
    public static void WriteWebhook(this Utf8JsonWriter writer, World world, Webhook webhook, bool withUser = true)
    {
        writer.WriteStartObject();
        writer.Id("id", webhook.Id);
        writer.WriteNumber("type", Incoming);
        writer.Id("guild_id", webhook.GuildId);
        writer.Id("channel_id", webhook.ChannelId);
        writer.WriteString("name", webhook.Name);
        writer.WriteNull("avatar");
        writer.WriteString("token", webhook.Token);
        writer.Id("application_id", webhook.ApplicationId);
        if (withUser)
        {
            writer.WritePropertyName("user");
            writer.WriteUser(world.Users[webhook.CreatorId]);
        }

        writer.WriteEndObject();
    }
}
