using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// A guild, with about how many members where asked for. See
    /// <see href="https://docs.discord.com/developers/resources/guild#get-guild"/>.
    /// </summary>
    public Task<Guild> GetGuildAsync(Snowflake guild, bool withCounts = false, CancellationToken cancellationToken = default) =>
        GetAsync(GuildRoutes.Get.With(guild).Query(("with_counts", withCounts)), DiscordJson.Default.Guild, cancellationToken);

    /// <summary>Changes a guild. See <see href="https://docs.discord.com/developers/resources/guild#modify-guild"/>.</summary>
    public Task<Guild> ModifyGuildAsync(Snowflake guild, ModifyGuild change, CancellationToken cancellationToken = default) =>
        SendAsync(
            GuildRoutes.Modify.With(guild),
            RestBody.Json(change, DiscordJson.Default.ModifyGuild),
            DiscordJson.Default.Guild,
            cancellationToken);

    /// <summary>
    /// The guilds that the bot is in, by id. See
    /// <see href="https://docs.discord.com/developers/resources/user#get-current-user-guilds"/>.
    /// </summary>
    /// <param name="limit">The most, 1 to 200.</param>
    /// <param name="before">Only guilds before this one.</param>
    /// <param name="after">Only guilds after this one.</param>
    /// <param name="withCounts">Whether to tell about how many members they have.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Task<IReadOnlyList<CurrentUserGuild>> GetCurrentUserGuildsAsync(
        int limit = 200, Snowflake? before = null, Snowflake? after = null, bool withCounts = false, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 200);
        return GetAsync(
            GuildRoutes.Mine.With().Query(("limit", limit), ("before", before), ("after", after), ("with_counts", withCounts)),
            DiscordJson.Default.IReadOnlyListCurrentUserGuild,
            cancellationToken);
    }

    /// <summary>Leaves a guild. See <see href="https://docs.discord.com/developers/resources/user#leave-guild"/>.</summary>
    public Task LeaveGuildAsync(Snowflake guild, CancellationToken cancellationToken = default) =>
        SendAsync(GuildRoutes.Leave.With(guild), body: null, cancellationToken);

    /// <summary>
    /// A guild's invitations. See <see href="https://docs.discord.com/developers/resources/guild#get-guild-invites"/>.
    /// </summary>
    public Task<IReadOnlyList<Invite>> GetGuildInvitesAsync(Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(GuildRoutes.Invites.With(guild), DiscordJson.Default.IReadOnlyListInvite, cancellationToken);

    /// <summary>An invitation. See <see href="https://docs.discord.com/developers/resources/invite#get-invite"/>.</summary>
    public Task<Invite> GetInviteAsync(string code, CancellationToken cancellationToken = default) =>
        GetAsync(GuildRoutes.GetInvite.With(code), DiscordJson.Default.Invite, cancellationToken);

    /// <summary>
    /// Takes an invitation back. See <see href="https://docs.discord.com/developers/resources/invite#delete-invite"/>.
    /// </summary>
    public Task<Invite> DeleteInviteAsync(string code, CancellationToken cancellationToken = default) =>
        SendAsync(GuildRoutes.DeleteInvite.With(code), body: null, DiscordJson.Default.Invite, cancellationToken);

    private static class GuildRoutes
    {
        public static readonly RestEndpoint Get = RestEndpoint.Get("/guilds/{guild}");
        public static readonly RestEndpoint Modify = RestEndpoint.Patch("/guilds/{guild}");
        public static readonly RestEndpoint Invites = RestEndpoint.Get("/guilds/{guild}/invites");
        public static readonly RestEndpoint Mine = RestEndpoint.Get("/users/@me/guilds");
        public static readonly RestEndpoint Leave = RestEndpoint.Delete("/users/@me/guilds/{guild}");
        public static readonly RestEndpoint GetInvite = RestEndpoint.Get("/invites/{code}");
        public static readonly RestEndpoint DeleteInvite = RestEndpoint.Delete("/invites/{code}");
    }
}
