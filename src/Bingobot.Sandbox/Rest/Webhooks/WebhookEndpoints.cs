using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Webhooks of channels, as a bot manages them (<see href="https://docs.discord.com/developers/resources/webhook"/>).</summary>
internal static class WebhookEndpoints
{
    private const string OfChannel = "/channels/{channel}/webhooks";
    private const string One = "/webhooks/{webhook}";
    private const string WithToken = One + "/{token}";
    private const int MaxInChannel = 15;
    private const int TokenDigits = 68;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "POST", OfChannel, RateLimit.GuildChanges, CreateAsync);
        api.Map(routes, "GET", OfChannel, RateLimit.Reads, ListOfChannelAsync);
        api.Map(routes, "GET", "/guilds/{guild}/webhooks", RateLimit.Reads, ListOfGuildAsync);
        api.Map(routes, "GET", One, RateLimit.Reads, call => GetAsync(call, withToken: false));
        api.Map(routes, "PATCH", One, RateLimit.GuildChanges, call => EditAsync(call, withToken: false));
        api.Map(routes, "DELETE", One, RateLimit.GuildChanges, call => DeleteAsync(call, withToken: false));
        api.Map(routes, "GET", WithToken, RateLimit.Webhooks, call => GetAsync(call, withToken: true), needsToken: false);
        api.Map(routes, "PATCH", WithToken, RateLimit.Webhooks, call => EditAsync(call, withToken: true), needsToken: false);
        api.Map(routes, "DELETE", WithToken, RateLimit.Webhooks, call => DeleteAsync(call, withToken: true), needsToken: false);
    }

    /// <summary>Whoever has its token needs nothing else.</summary>
    /// <exception cref="RestException">404, 10015: no such webhook; 401, 50027: not its token.</exception>
    public static Webhook ByToken(World world, RestCall call)
    {
        Webhook webhook = world.Webhooks.GetValueOrDefault(call.Id("webhook")) ?? throw RestException.UnknownWebhook();
        return Token.Matches(call.Text("token"), webhook.Token) ? webhook : throw RestException.InvalidWebhookToken();
    }

    /// <exception cref="RestException">404, 10015: no such webhook; 403: the bot may not.</exception>
    private static Webhook Find(World world, RestCall call, bool withToken)
    {
        if (withToken)
            return ByToken(world, call);
        Webhook webhook = world.Webhooks.GetValueOrDefault(call.Id("webhook")) ?? throw RestException.UnknownWebhook();
        if (call.Request.Method != "GET" || webhook.ApplicationId != world.App.Id)
            Access.Channel(world, webhook.ChannelId, Permissions.ManageWebhooks);
        return webhook;
    }

    private static Task<RestReply> CreateAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        string? name = WebhookForm.ReadName(call.Body, "name");
        if (name is null)
        {
            FormErrors errors = new();
            errors.Required("name");
            throw errors.ToException();
        }

        return call.ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                GuildChannel channel = Access.Channel(world, channelId, Permissions.ManageWebhooks);
                if (channel.IsThread || channel.Kind == ChannelKind.Category)
                    throw RestException.WrongChannelType();
                if (world.Webhooks.Values.Count(other => other.ChannelId == channelId) >= MaxInChannel)
                    throw RestException.TooManyWebhooks(MaxInChannel);
                return Set(transaction, new Webhook(
                    transaction.NewId(),
                    channel.GuildId,
                    channel.Id,
                    world.App.BotId,
                    name,
                    transaction.NewSecret(TokenDigits),
                    world.App.Id));
            },
            static (w, world, webhook) => w.WriteWebhook(world, webhook));
    }

    private static Task<RestReply> ListOfChannelAsync(RestCall call)
    {
        GuildChannel channel = Access.Channel(call.World, call.Id("channel"), Permissions.ManageWebhooks);
        return List(call.World, webhook => webhook.ChannelId == channel.Id);
    }

    private static Task<RestReply> ListOfGuildAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"), Permissions.ManageWebhooks);
        return List(call.World, webhook => webhook.GuildId == guild.Id);
    }

    private static Task<RestReply> List(World world, Func<Webhook, bool> which) => Task.FromResult(RestReply.Ok(w =>
    {
        w.WriteStartArray();
        foreach (Webhook webhook in world.Webhooks.Values.Where(which))
            w.WriteWebhook(world, webhook);
        w.WriteEndArray();
    }));

    private static Task<RestReply> GetAsync(RestCall call, bool withToken)
    {
        Webhook webhook = Find(call.World, call, withToken);
        return Task.FromResult(RestReply.Ok(w => w.WriteWebhook(call.World, webhook, withUser: !withToken)));
    }

    private static Task<RestReply> EditAsync(RestCall call, bool withToken)
    {
        string? name = WebhookForm.ReadName(call.Body, "name");
        return call.ChangeAsync(
            transaction =>
            {
                Webhook webhook = Find(transaction.World, call, withToken);
                webhook = webhook with { Name = name ?? webhook.Name };
                if (!withToken && Snowflake.TryParse(call.Body.GetText("channel_id"), out ulong channelId))
                    webhook = webhook with { ChannelId = Target(transaction.World, webhook, channelId).Id };
                return Set(transaction, webhook);
            },
            (w, world, webhook) => w.WriteWebhook(world, webhook, withUser: !withToken));
    }

    private static GuildChannel Target(World world, Webhook webhook, ulong channelId)
    {
        GuildChannel channel = Access.Channel(world, channelId, Permissions.ManageWebhooks);
        return channel.GuildId == webhook.GuildId && !channel.IsThread ? channel : throw RestException.UnknownChannel();
    }

    private static Task<RestReply> DeleteAsync(RestCall call, bool withToken) => call.DoAsync(transaction =>
        transaction.Do(new WebhookDeleted(Find(transaction.World, call, withToken).Id) { At = transaction.At }));

    private static Webhook Set(Transaction transaction, Webhook webhook)
    {
        transaction.Do(new WebhookSet(webhook) { At = transaction.At });
        return webhook;
    }
}
