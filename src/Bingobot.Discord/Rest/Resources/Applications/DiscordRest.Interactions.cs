using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// Answers an interaction, within 3 seconds of its arrival. After an unknown outcome it is not sent again but for 502 and 503;
    /// <see cref="GetOriginalInteractionResponseAsync"/> tells. A second answer is error 40060. See <see
    /// href="https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response"/>.
    /// </summary>
    public Task<InteractionCallbackResponse> CreateInteractionResponseAsync(
        Snowflake interaction, string token, InteractionResponse response, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        var data = response.Data;
        var body = data is null
            ? response
            : response with { Data = data with { Attachments = AttachmentList.Of(data.Attachments, data.Files) } };
        return SendAsync(
            InteractionRoutes.Respond.With(interaction, token).Query(("with_response", true)),
            RestBody.Multipart(body, DiscordJson.Default.InteractionResponse, data?.Files),
            DiscordJson.Default.InteractionCallbackResponse,
            cancellationToken);
    }

    /// <summary>
    /// The message that was the first answer to an interaction; error 10008 where there is none. See
    /// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding#get-original-interaction-response"/>.
    /// </summary>
    public Task<Message> GetOriginalInteractionResponseAsync(
        Snowflake application, string token, CancellationToken cancellationToken = default) =>
        GetAsync(InteractionRoutes.Original.With(application, token), DiscordJson.Default.Message, cancellationToken);

    /// <summary>
    /// Changes the first answer to an interaction; after a deferral, gives it. See
    /// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding#edit-original-interaction-response"/>.
    /// </summary>
    public Task<Message> EditOriginalInteractionResponseAsync(
        Snowflake application, string token, EditMessage edit, CancellationToken cancellationToken = default) =>
        SendAsync(
            InteractionRoutes.EditOriginal.With(application, token),
            BodyOf(edit),
            DiscordJson.Default.Message,
            cancellationToken);

    /// <summary>
    /// Deletes the first answer to an interaction. See
    /// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding#delete-original-interaction-response"/>.
    /// </summary>
    public Task DeleteOriginalInteractionResponseAsync(
        Snowflake application, string token, CancellationToken cancellationToken = default) =>
        SendAsync(InteractionRoutes.DeleteOriginal.With(application, token), body: null, cancellationToken);

    /// <summary>
    /// Sends another answer to an interaction, within 15 minutes of its arrival. After an unknown outcome it is not sent again but for
    /// 502 and 503. It has no nonce, reply and stickers, which are not sent. See <see
    /// href="https://docs.discord.com/developers/interactions/receiving-and-responding#create-followup-message"/>.
    /// </summary>
    public Task<Message> CreateFollowupAsync(
        Snowflake application, string token, CreateMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync(
            InteractionRoutes.Followup.With(application, token).Query(("wait", true)),
            BodyOf(message with { Nonce = null, EnforceNonce = null, MessageReference = null, StickerIds = null }),
            DiscordJson.Default.Message,
            cancellationToken);
    }

    /// <summary>
    /// Another answer to an interaction. See
    /// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding#get-followup-message"/>.
    /// </summary>
    public Task<Message> GetFollowupAsync(
        Snowflake application, string token, Snowflake message, CancellationToken cancellationToken = default) =>
        GetAsync(
            InteractionRoutes.GetFollowup.With(application, token, message),
            DiscordJson.Default.Message,
            cancellationToken);

    /// <summary>
    /// Changes another answer to an interaction. See
    /// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding#edit-followup-message"/>.
    /// </summary>
    public Task<Message> EditFollowupAsync(
        Snowflake application, string token, Snowflake message, EditMessage edit, CancellationToken cancellationToken = default) =>
        SendAsync(
            InteractionRoutes.EditFollowup.With(application, token, message),
            BodyOf(edit),
            DiscordJson.Default.Message,
            cancellationToken);

    /// <summary>
    /// Deletes another answer to an interaction. See
    /// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding#delete-followup-message"/>.
    /// </summary>
    public Task DeleteFollowupAsync(
        Snowflake application, string token, Snowflake message, CancellationToken cancellationToken = default) =>
        SendAsync(InteractionRoutes.DeleteFollowup.With(application, token, message), body: null, cancellationToken);

    private static class InteractionRoutes
    {
        public static readonly RestEndpoint Respond = RestEndpoint.Post("/interactions/{interaction}/{token}/callback");
        public static readonly RestEndpoint Original = RestEndpoint.Get("/webhooks/{application}/{token}/messages/@original");
        public static readonly RestEndpoint EditOriginal = RestEndpoint.Patch(
            "/webhooks/{application}/{token}/messages/@original");
        public static readonly RestEndpoint DeleteOriginal = RestEndpoint.Delete(
            "/webhooks/{application}/{token}/messages/@original");
        public static readonly RestEndpoint Followup = RestEndpoint.Post("/webhooks/{application}/{token}");
        public static readonly RestEndpoint GetFollowup = RestEndpoint.Get("/webhooks/{application}/{token}/messages/{message}");
        public static readonly RestEndpoint EditFollowup = RestEndpoint.Patch(
            "/webhooks/{application}/{token}/messages/{message}");
        public static readonly RestEndpoint DeleteFollowup = RestEndpoint.Delete(
            "/webhooks/{application}/{token}/messages/{message}");
    }
}
