using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>
/// Answers to interactions (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding"/>):
/// the acknowledgement, within 3 s and once, and what follows by the token for 15 minutes.
/// </summary>
internal static class InteractionEndpoints
{
    private const int Reply = 4;
    private const int DeferredReply = 5;
    private const int DeferredUpdate = 6;
    private const int Update = 7;
    private const int Choices = 8;
    private const int Modal = 9;
    private const string Webhook = "/webhooks/{webhook}/{token}";
    private const string Original = Webhook + "/messages/@original";
    private const string One = Webhook + "/messages/{message}";

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(
            routes,
            "POST",
            "/interactions/{interaction}/{token}/callback",
            RateLimit.Exempt,
            AcknowledgementWatch.Noting(AcknowledgeAsync),
            needsToken: false);
        api.Map(routes, "POST", Webhook, RateLimit.Webhooks, Either(FollowUpAsync, WebhookMessages.ExecuteAsync), needsToken: false);
        foreach (string pattern in (ReadOnlySpan<string>)[Original, One])
        {
            api.Map(routes, "GET", pattern, RateLimit.Webhooks, Either(GetAsync, WebhookMessages.GetAsync), needsToken: false);
            api.Map(routes, "PATCH", pattern, RateLimit.Webhooks, Either(EditAsync, WebhookMessages.EditAsync), needsToken: false);
            api.Map(routes, "DELETE", pattern, RateLimit.Webhooks, Either(DeleteAsync, WebhookMessages.DeleteAsync), needsToken: false);
        }
    }

    /// <summary>An application's own webhook answers its interactions; the others are those of channels.</summary>
    private static Func<RestCall, Task<RestReply>> Either(
        Func<RestCall, Task<RestReply>> interaction, Func<RestCall, Task<RestReply>> webhook) => call =>
        call.World.Webhooks.ContainsKey(call.Id("webhook")) ? webhook(call) : interaction(call);

    private static async Task<RestReply> AcknowledgeAsync(RestCall call)
    {
        ulong id = call.Id("interaction");
        string token = call.Text("token");
        if (call.Body.GetInt("type") is not { } type)
        {
            FormErrors errors = new();
            errors.Required("type");
            throw errors.ToException();
        }

        JsonElement data = call.Body.Get("data") ?? Json.EmptyObject;
        MessageForm form = type is Reply or DeferredReply or Update
            ? MessageForm.Read(data, "data/", allowEphemeral: true, call.Uploads)
            : new MessageForm();
        if (type == Modal)
            ModalForm.Check(data);
        else if (type == Choices)
            ChoicesForm.Check(data);
        Interaction acknowledged = await call.Store.ChangeAsync(
            transaction =>
            {
                Interaction interaction = transaction.World.Interactions.GetValueOrDefault(id) is { } found && found.Token == token
                    ? found
                    : throw RestException.UnknownInteraction();
                if (interaction.Acknowledged is not null)
                    throw RestException.AlreadyAcknowledged();
                if (transaction.RealAt - interaction.CreatedReal > call.Options.AcknowledgeWithin.TotalMilliseconds)
                    throw RestException.UnknownInteraction();
                Acknowledge(transaction, interaction, type, form, data);
                return transaction.World.Interactions[id];
            },
            call.Aborted);
        return call.Request.Query["with_response"] == "true"
            ? RestReply.Ok(w => w.WriteCallback(call.Store.Durable, acknowledged))
            : RestReply.NoContent;
    }

    private static void Acknowledge(
        Transaction transaction, Interaction interaction, int type, MessageForm form, JsonElement data)
    {
        if (!AllowedFor(interaction).Contains(type))
        {
            FormErrors errors = new();
            errors.NotAmong("type", string.Join(", ", AllowedFor(interaction)));
            throw errors.ToException();
        }

        Message? original = type switch
        {
            Reply => MessageWriting.Answer(transaction, interaction, form),
            DeferredReply => MessageWriting.Answer(transaction, interaction, form, Message.Loading),
            DeferredUpdate => Pressed(transaction.World, interaction),
            Update => MessageWriting.Edit(transaction, Pressed(transaction.World, interaction), form),
            _ => null,
        };
        transaction.Do(new InteractionAcknowledged(
            interaction.Id,
            type,
            original?.Id,
            type == Modal ? data : null,
            type == Choices ? data.Get("choices") ?? Json.EmptyArray : null)
        {
            At = transaction.At,
        });
        if (original is not null && type is Reply or Update)
            Answered(transaction, interaction, original!);
    }

    /// <summary>How an interaction may be answered
    /// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type"/>).</summary>
    private static int[] AllowedFor(Interaction interaction) => interaction.Type switch
    {
        Interaction.TypeAutocomplete => [Choices],
        Interaction.TypeComponent => [Reply, DeferredReply, DeferredUpdate, Update, Modal],
        Interaction.TypeModal when interaction.MessageId is not null => [Reply, DeferredReply, DeferredUpdate, Update],
        Interaction.TypeModal => [Reply, DeferredReply],
        _ => [Reply, DeferredReply, Modal],
    };

    private static async Task<RestReply> FollowUpAsync(RestCall call)
    {
        MessageForm form = MessageForm.Read(call.Body, allowEphemeral: true, uploads: call.Uploads);
        Message message = await call.Store.ChangeAsync(
            transaction =>
            {
                Interaction interaction = Find(transaction, call);
                Message? original = interaction.OriginalId is { } id
                    ? transaction.World.FindMessage(interaction.ChannelId, id)
                    : null;
                Message written = original is { IsLoading: true }
                    ? MessageWriting.Edit(transaction, original, form)
                    : MessageWriting.Answer(transaction, interaction, form);
                Answered(transaction, interaction, written);
                return written;
            },
            call.Aborted);
        return RestReply.Ok(w => w.WriteMessage(call.Store.Durable, message));
    }

    private static async Task<RestReply> GetAsync(RestCall call)
    {
        Message message = await call.Store.ChangeAsync(
            transaction => FindMessage(transaction.World, Find(transaction, call), call), call.Aborted);
        return RestReply.Ok(w => w.WriteMessage(call.Store.Durable, message));
    }

    private static async Task<RestReply> EditAsync(RestCall call)
    {
        MessageForm form = MessageForm.Read(call.Body, allowEphemeral: true, uploads: call.Uploads);
        Message message = await call.Store.ChangeAsync(
            transaction =>
            {
                Interaction interaction = Find(transaction, call);
                Message edited = MessageWriting.Edit(transaction, FindMessage(transaction.World, interaction, call), form);
                Answered(transaction, interaction, edited);
                return edited;
            },
            call.Aborted);
        return RestReply.Ok(w => w.WriteMessage(call.Store.Durable, message));
    }

    private static async Task<RestReply> DeleteAsync(RestCall call)
    {
        await call.Store.ChangeAsync(
            transaction =>
            {
                MessageWriting.Delete(transaction, FindMessage(transaction.World, Find(transaction, call), call));
                return true;
            },
            call.Aborted);
        return RestReply.NoContent;
    }

    /// <summary>By its token, while that is good and after the acknowledgement.</summary>
    private static Interaction Find(Transaction transaction, RestCall call)
    {
        if (call.Id("webhook") != transaction.World.App.Id)
            throw RestException.UnknownWebhook();
        string token = call.Text("token");
        Interaction? interaction = transaction.World.InteractionBy(token);
        if (interaction is null || transaction.At - interaction.CreatedAt > Interaction.TokenLifetime)
            throw RestException.InvalidWebhookToken();
        return interaction.Acknowledged is null ? throw RestException.UnknownWebhook() : interaction;
    }

    private static Message FindMessage(World world, Interaction interaction, RestCall call)
    {
        ulong? id = call.Text("message") is { Length: > 0 } ? call.Id("message") : interaction.OriginalId;
        Message? message = id is { } known ? world.FindMessage(interaction.ChannelId, known) : null;
        bool own = message is not null
            && (message.Id == interaction.OriginalId || message.Invocation?.InteractionId == interaction.Id);
        return own ? message! : throw RestException.UnknownMessage();
    }

    private static Message Pressed(World world, Interaction interaction) =>
        interaction.MessageId is { } id && world.FindMessage(interaction.ChannelId, id) is { } message
            ? message
            : throw RestException.UnknownMessage();

    private static void Answered(Transaction transaction, Interaction interaction, Message message) =>
        transaction.Do(new InteractionAnswered(interaction.Id, message.Id) { At = transaction.At });
}
