using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// Who is banned, by id. See <see href="https://docs.discord.com/developers/resources/guild#get-guild-bans"/>.
    /// </summary>
    /// <param name="guild">Which guild.</param>
    /// <param name="limit">The most, 1 to 1,000.</param>
    /// <param name="before">Only users before this one.</param>
    /// <param name="after">Only users after this one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Task<IReadOnlyList<Ban>> GetGuildBansAsync(
        Snowflake guild, int limit = 1000, Snowflake? before = null, Snowflake? after = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 1000);
        return GetAsync(
            BanRoutes.List.With(guild).Query(("limit", limit), ("before", before), ("after", after)),
            DiscordJson.Default.IReadOnlyListBan,
            cancellationToken);
    }

    /// <summary>
    /// A ban; error 10026 where the user is not banned. See
    /// <see href="https://docs.discord.com/developers/resources/guild#get-guild-ban"/>.
    /// </summary>
    public Task<Ban> GetGuildBanAsync(Snowflake guild, Snowflake user, CancellationToken cancellationToken = default) =>
        GetAsync(BanRoutes.Get.With(guild, user), DiscordJson.Default.Ban, cancellationToken);

    /// <summary>Bans a user. See <see href="https://docs.discord.com/developers/resources/guild#create-guild-ban"/>.</summary>
    public Task CreateGuildBanAsync(
        Snowflake guild, Snowflake user, CreateBan ban, CancellationToken cancellationToken = default) =>
        SendAsync(BanRoutes.Create.With(guild, user), RestBody.Json(ban, DiscordJson.Default.CreateBan), cancellationToken);

    /// <summary>
    /// Takes a ban back. See <see href="https://docs.discord.com/developers/resources/guild#remove-guild-ban"/>.
    /// </summary>
    public Task RemoveGuildBanAsync(Snowflake guild, Snowflake user, CancellationToken cancellationToken = default) =>
        SendAsync(BanRoutes.Remove.With(guild, user), body: null, cancellationToken);

    /// <summary>
    /// Bans up to 200 users; error 500000 where none of them could be. See
    /// <see href="https://docs.discord.com/developers/resources/guild#bulk-guild-ban"/>.
    /// </summary>
    public Task<BulkBanResult> BulkGuildBanAsync(Snowflake guild, BulkBan ban, CancellationToken cancellationToken = default) =>
        SendAsync(
            BanRoutes.Bulk.With(guild),
            RestBody.Json(ban, DiscordJson.Default.BulkBan),
            DiscordJson.Default.BulkBanResult,
            cancellationToken);

    private static class BanRoutes
    {
        public static readonly RestEndpoint List = RestEndpoint.Get("/guilds/{guild}/bans");
        public static readonly RestEndpoint Get = RestEndpoint.Get("/guilds/{guild}/bans/{user}");
        public static readonly RestEndpoint Create = RestEndpoint.Put("/guilds/{guild}/bans/{user}");
        public static readonly RestEndpoint Remove = RestEndpoint.Delete("/guilds/{guild}/bans/{user}");
        public static readonly RestEndpoint Bulk = RestEndpoint.Post("/guilds/{guild}/bulk-ban");
    }
}
