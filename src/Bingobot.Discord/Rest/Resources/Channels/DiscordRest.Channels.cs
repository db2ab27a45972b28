using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// A channel or thread. See <see href="https://docs.discord.com/developers/resources/channel#get-channel"/>.
    /// </summary>
    public Task<Channel> GetChannelAsync(Snowflake channel, CancellationToken cancellationToken = default) =>
        GetAsync(ChannelRoutes.Get.With(channel), DiscordJson.Default.Channel, cancellationToken);

    /// <summary>
    /// A guild's channels, without threads. See
    /// <see href="https://docs.discord.com/developers/resources/guild#get-guild-channels"/>.
    /// </summary>
    public Task<IReadOnlyList<Channel>> GetGuildChannelsAsync(Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(ChannelRoutes.List.With(guild), DiscordJson.Default.IReadOnlyListChannel, cancellationToken);

    /// <summary>
    /// Makes a channel in a guild. See <see href="https://docs.discord.com/developers/resources/guild#create-guild-channel"/>.
    /// </summary>
    public Task<Channel> CreateGuildChannelAsync(
        Snowflake guild, CreateChannel channel, CancellationToken cancellationToken = default) =>
        SendAsync(
            ChannelRoutes.Create.With(guild),
            RestBody.Json(channel, DiscordJson.Default.CreateChannel),
            DiscordJson.Default.Channel,
            cancellationToken);

    /// <summary>
    /// Changes a channel or thread. See <see href="https://docs.discord.com/developers/resources/channel#modify-channel"/>.
    /// </summary>
    public Task<Channel> ModifyChannelAsync(
        Snowflake channel, ModifyChannel change, CancellationToken cancellationToken = default) =>
        SendAsync(
            ChannelRoutes.Modify.With(channel),
            RestBody.Json(change, DiscordJson.Default.ModifyChannel),
            DiscordJson.Default.Channel,
            cancellationToken);

    /// <summary>
    /// Puts channels of a guild in order. See
    /// <see href="https://docs.discord.com/developers/resources/guild#modify-guild-channel-positions"/>.
    /// </summary>
    public Task ModifyGuildChannelPositionsAsync(
        Snowflake guild, IReadOnlyList<ChannelPosition> positions, CancellationToken cancellationToken = default) =>
        SendAsync(
            ChannelRoutes.Move.With(guild),
            RestBody.Json(positions, DiscordJson.Default.IReadOnlyListChannelPosition),
            cancellationToken);

    /// <summary>
    /// Deletes a channel or thread, which cannot be undone, or closes a direct message. See
    /// <see href="https://docs.discord.com/developers/resources/channel#deleteclose-channel"/>.
    /// </summary>
    public Task<Channel> DeleteChannelAsync(Snowflake channel, CancellationToken cancellationToken = default) =>
        SendAsync(ChannelRoutes.Delete.With(channel), body: null, DiscordJson.Default.Channel, cancellationToken);

    /// <summary>
    /// Sets what a role or member may do in a channel. See
    /// <see href="https://docs.discord.com/developers/resources/channel#edit-channel-permissions"/>.
    /// </summary>
    public Task EditChannelPermissionsAsync(
        Snowflake channel, Snowflake overwrite, EditChannelPermissions permissions, CancellationToken cancellationToken = default) =>
        SendAsync(
            ChannelRoutes.SetPermissions.With(channel, overwrite),
            RestBody.Json(permissions, DiscordJson.Default.EditChannelPermissions),
            cancellationToken);

    /// <summary>
    /// Takes away what is special about a role or member in a channel. See
    /// <see href="https://docs.discord.com/developers/resources/channel#delete-channel-permission"/>.
    /// </summary>
    public Task DeleteChannelPermissionAsync(
        Snowflake channel, Snowflake overwrite, CancellationToken cancellationToken = default) =>
        SendAsync(ChannelRoutes.DeletePermissions.With(channel, overwrite), body: null, cancellationToken);

    /// <summary>
    /// Shows for 10 seconds, or until its next message, that the bot is writing. See
    /// <see href="https://docs.discord.com/developers/resources/channel#trigger-typing-indicator"/>.
    /// </summary>
    public Task TriggerTypingAsync(Snowflake channel, CancellationToken cancellationToken = default) =>
        SendAsync(ChannelRoutes.Type.With(channel), body: null, cancellationToken, isIdempotent: true);

    /// <summary>
    /// Has an announcement channel's messages shown in another channel. See
    /// <see href="https://docs.discord.com/developers/resources/channel#follow-announcement-channel"/>.
    /// </summary>
    public Task<FollowedChannel> FollowAnnouncementChannelAsync(
        Snowflake channel, Snowflake target, CancellationToken cancellationToken = default) =>
        SendAsync(
            ChannelRoutes.Follow.With(channel),
            RestBody.Json(new FollowChannel { WebhookChannelId = target }, DiscordJson.Default.FollowChannel),
            DiscordJson.Default.FollowedChannel,
            cancellationToken);

    /// <summary>
    /// Invitations to a channel. See <see href="https://docs.discord.com/developers/resources/channel#get-channel-invites"/>.
    /// </summary>
    public Task<IReadOnlyList<Invite>> GetChannelInvitesAsync(Snowflake channel, CancellationToken cancellationToken = default) =>
        GetAsync(ChannelRoutes.Invites.With(channel), DiscordJson.Default.IReadOnlyListInvite, cancellationToken);

    /// <summary>
    /// Makes an invitation. See <see href="https://docs.discord.com/developers/resources/channel#create-channel-invite"/>.
    /// </summary>
    public Task<Invite> CreateChannelInviteAsync(
        Snowflake channel, CreateInvite invite, CancellationToken cancellationToken = default) =>
        SendAsync(
            ChannelRoutes.Invite.With(channel),
            RestBody.Json(invite, DiscordJson.Default.CreateInvite),
            DiscordJson.Default.Invite,
            cancellationToken);

    private static class ChannelRoutes
    {
        public static readonly RestEndpoint Get = RestEndpoint.Get("/channels/{channel}");
        public static readonly RestEndpoint Modify = RestEndpoint.Patch("/channels/{channel}");
        public static readonly RestEndpoint Delete = RestEndpoint.Delete("/channels/{channel}");
        public static readonly RestEndpoint SetPermissions = RestEndpoint.Put("/channels/{channel}/permissions/{overwrite}");
        public static readonly RestEndpoint DeletePermissions = RestEndpoint.Delete(
            "/channels/{channel}/permissions/{overwrite}");
        public static readonly RestEndpoint Type = RestEndpoint.Post("/channels/{channel}/typing");
        public static readonly RestEndpoint Follow = RestEndpoint.Post("/channels/{channel}/followers");
        public static readonly RestEndpoint Invites = RestEndpoint.Get("/channels/{channel}/invites");
        public static readonly RestEndpoint Invite = RestEndpoint.Post("/channels/{channel}/invites");
        public static readonly RestEndpoint List = RestEndpoint.Get("/guilds/{guild}/channels");
        public static readonly RestEndpoint Create = RestEndpoint.Post("/guilds/{guild}/channels");
        public static readonly RestEndpoint Move = RestEndpoint.Patch("/guilds/{guild}/channels");
    }
}
