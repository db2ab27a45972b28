namespace Bingobot.Sandbox;

/// <summary>Webhooks of channels.</summary>
internal static partial class Transitions
{
    private static World Apply(World world, WebhookSet op)
    {
        Webhook webhook = op.Webhook;
        ulong? before = world.Webhooks.GetValueOrDefault(webhook.Id)?.ChannelId;
        world = Used(world, webhook.Id) with { Webhooks = world.Webhooks.SetItem(webhook.Id, webhook) };
        if (before is { } left && left != webhook.ChannelId)
            world = EmitWebhooks(world, webhook.GuildId, left);
        return EmitWebhooks(world, webhook.GuildId, webhook.ChannelId);
    }

    private static World Apply(World world, WebhookDeleted op)
    {
        if (!world.Webhooks.TryGetValue(op.Id, out Webhook? webhook))
            return world;
        return EmitWebhooks(world with { Webhooks = world.Webhooks.Remove(op.Id) }, webhook.GuildId, webhook.ChannelId);
    }

    private static World EmitWebhooks(World world, ulong guildId, ulong channelId) =>
        Emit(world, "WEBHOOKS_UPDATE", Intents.GuildWebhooks, guildId, _ => Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.Id("guild_id", guildId);
            w.Id("channel_id", channelId);
            w.WriteEndObject();
        }));
}
