using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// Makes a webhook. See <see href="https://docs.discord.com/developers/resources/webhook#create-webhook"/>.
    /// </summary>
    public Task<Webhook> CreateWebhookAsync(
        Snowflake channel, CreateWebhook webhook, CancellationToken cancellationToken = default) =>
        SendAsync(
            WebhookRoutes.Create.With(channel),
            RestBody.Json(webhook, DiscordJson.Default.CreateWebhook),
            DiscordJson.Default.Webhook,
            cancellationToken);

    /// <summary>
    /// A channel's webhooks. See <see href="https://docs.discord.com/developers/resources/webhook#get-channel-webhooks"/>.
    /// </summary>
    public Task<IReadOnlyList<Webhook>> GetChannelWebhooksAsync(
        Snowflake channel, CancellationToken cancellationToken = default) =>
        GetAsync(WebhookRoutes.OfChannel.With(channel), DiscordJson.Default.IReadOnlyListWebhook, cancellationToken);

    /// <summary>
    /// A guild's webhooks. See <see href="https://docs.discord.com/developers/resources/webhook#get-guild-webhooks"/>.
    /// </summary>
    public Task<IReadOnlyList<Webhook>> GetGuildWebhooksAsync(Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(WebhookRoutes.OfGuild.With(guild), DiscordJson.Default.IReadOnlyListWebhook, cancellationToken);

    /// <summary>A webhook. See <see href="https://docs.discord.com/developers/resources/webhook#get-webhook"/>.</summary>
    public Task<Webhook> GetWebhookAsync(Snowflake webhook, CancellationToken cancellationToken = default) =>
        GetAsync(WebhookRoutes.Get.With(webhook), DiscordJson.Default.Webhook, cancellationToken);

    /// <summary>
    /// A webhook, by its own token instead of the bot's. See
    /// <see href="https://docs.discord.com/developers/resources/webhook#get-webhook-with-token"/>.
    /// </summary>
    public Task<Webhook> GetWebhookWithTokenAsync(
        Snowflake webhook, string token, CancellationToken cancellationToken = default) =>
        GetAsync(WebhookRoutes.GetByToken.With(webhook, token), DiscordJson.Default.Webhook, cancellationToken);

    /// <summary>
    /// Changes a webhook. See <see href="https://docs.discord.com/developers/resources/webhook#modify-webhook"/>.
    /// </summary>
    public Task<Webhook> ModifyWebhookAsync(
        Snowflake webhook, ModifyWebhook change, CancellationToken cancellationToken = default) =>
        SendAsync(
            WebhookRoutes.Modify.With(webhook),
            RestBody.Json(change, DiscordJson.Default.ModifyWebhook),
            DiscordJson.Default.Webhook,
            cancellationToken);

    /// <summary>
    /// Changes a webhook's name or avatar, by its own token. See
    /// <see href="https://docs.discord.com/developers/resources/webhook#modify-webhook-with-token"/>.
    /// </summary>
    public Task<Webhook> ModifyWebhookWithTokenAsync(
        Snowflake webhook, string token, ModifyWebhookWithToken change, CancellationToken cancellationToken = default) =>
        SendAsync(
            WebhookRoutes.ModifyByToken.With(webhook, token),
            RestBody.Json(change, DiscordJson.Default.ModifyWebhookWithToken),
            DiscordJson.Default.Webhook,
            cancellationToken);

    /// <summary>
    /// Deletes a webhook. See <see href="https://docs.discord.com/developers/resources/webhook#delete-webhook"/>.
    /// </summary>
    public Task DeleteWebhookAsync(Snowflake webhook, CancellationToken cancellationToken = default) =>
        SendAsync(WebhookRoutes.Delete.With(webhook), body: null, cancellationToken);

    /// <summary>
    /// Deletes a webhook, by its own token. See
    /// <see href="https://docs.discord.com/developers/resources/webhook#delete-webhook-with-token"/>.
    /// </summary>
    public Task DeleteWebhookWithTokenAsync(Snowflake webhook, string token, CancellationToken cancellationToken = default) =>
        SendAsync(WebhookRoutes.DeleteByToken.With(webhook, token), body: null, cancellationToken);

    /// <summary>
    /// Sends a message by a webhook, and waits for it. It has no nonce, so it is never sent again after an unknown outcome but 502
    /// and 503. See <see href="https://docs.discord.com/developers/resources/webhook#execute-webhook"/>.
    /// </summary>
    public Task<Message> ExecuteWebhookAsync(
        Snowflake webhook, string token, ExecuteWebhook message, Snowflake? thread = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = message with { Attachments = AttachmentList.Of(message.Attachments, message.Files) };
        return SendAsync(
            WebhookRoutes.Execute.With(webhook, token).Query(
                ("wait", true), ("thread_id", thread), WithComponents(message.Components)),
            RestBody.Multipart(body, DiscordJson.Default.ExecuteWebhook, message.Files),
            DiscordJson.Default.Message,
            cancellationToken);
    }

    /// <summary>
    /// A message that the webhook sent. See
    /// <see href="https://docs.discord.com/developers/resources/webhook#get-webhook-message"/>.
    /// </summary>
    public Task<Message> GetWebhookMessageAsync(
        Snowflake webhook, string token, Snowflake message, Snowflake? thread = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            WebhookRoutes.Message.With(webhook, token, message).Query(("thread_id", thread)),
            DiscordJson.Default.Message,
            cancellationToken);

    /// <summary>
    /// Changes a message that the webhook sent. See
    /// <see href="https://docs.discord.com/developers/resources/webhook#edit-webhook-message"/>.
    /// </summary>
    public Task<Message> EditWebhookMessageAsync(
        Snowflake webhook,
        string token,
        Snowflake message,
        EditMessage edit,
        Snowflake? thread = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(
            WebhookRoutes.EditMessage.With(webhook, token, message).Query(
                ("thread_id", thread), WithComponents(edit?.Components)),
            BodyOf(edit!),
            DiscordJson.Default.Message,
            cancellationToken);

    /// <summary>
    /// Deletes a message that the webhook sent. See
    /// <see href="https://docs.discord.com/developers/resources/webhook#delete-webhook-message"/>.
    /// </summary>
    public Task DeleteWebhookMessageAsync(
        Snowflake webhook, string token, Snowflake message, Snowflake? thread = null, CancellationToken cancellationToken = default) =>
        SendAsync(
            WebhookRoutes.DeleteMessage.With(webhook, token, message).Query(("thread_id", thread)),
            body: null,
            cancellationToken);

    /// <summary>A webhook that no application made takes components only where it is told that there are some.</summary>
    private static (string Name, object? Value) WithComponents(IReadOnlyList<Component>? components) =>
        ("with_components", components is { Count: > 0 } ? true : null);

    private static class WebhookRoutes
    {
        public static readonly RestEndpoint Create = RestEndpoint.Post("/channels/{channel}/webhooks");
        public static readonly RestEndpoint OfChannel = RestEndpoint.Get("/channels/{channel}/webhooks");
        public static readonly RestEndpoint OfGuild = RestEndpoint.Get("/guilds/{guild}/webhooks");
        public static readonly RestEndpoint Get = RestEndpoint.Get("/webhooks/{webhook}");
        public static readonly RestEndpoint GetByToken = RestEndpoint.Get("/webhooks/{webhook}/{token}");
        public static readonly RestEndpoint Modify = RestEndpoint.Patch("/webhooks/{webhook}");
        public static readonly RestEndpoint ModifyByToken = RestEndpoint.Patch("/webhooks/{webhook}/{token}");
        public static readonly RestEndpoint Delete = RestEndpoint.Delete("/webhooks/{webhook}");
        public static readonly RestEndpoint DeleteByToken = RestEndpoint.Delete("/webhooks/{webhook}/{token}");
        public static readonly RestEndpoint Execute = RestEndpoint.Post("/webhooks/{webhook}/{token}");
        public static readonly RestEndpoint Message = RestEndpoint.Get("/webhooks/{webhook}/{token}/messages/{message}");
        public static readonly RestEndpoint EditMessage = RestEndpoint.Patch("/webhooks/{webhook}/{token}/messages/{message}");
        public static readonly RestEndpoint DeleteMessage = RestEndpoint.Delete("/webhooks/{webhook}/{token}/messages/{message}");
    }
}
