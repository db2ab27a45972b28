using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// A guild's roles. See <see href="https://docs.discord.com/developers/resources/guild#get-guild-roles"/>.
    /// </summary>
    public Task<IReadOnlyList<Role>> GetGuildRolesAsync(Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(RoleRoutes.List.With(guild), DiscordJson.Default.IReadOnlyListRole, cancellationToken);

    /// <summary>A role. See <see href="https://docs.discord.com/developers/resources/guild#get-guild-role"/>.</summary>
    public Task<Role> GetGuildRoleAsync(Snowflake guild, Snowflake role, CancellationToken cancellationToken = default) =>
        GetAsync(RoleRoutes.Get.With(guild, role), DiscordJson.Default.Role, cancellationToken);

    /// <summary>
    /// How many members each role has, without everybody's. See
    /// <see href="https://docs.discord.com/developers/resources/guild#get-guild-role-member-counts"/>.
    /// </summary>
    public Task<IReadOnlyDictionary<Snowflake, int>> GetGuildRoleMemberCountsAsync(
        Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(RoleRoutes.Counts.With(guild), DiscordJson.Default.IReadOnlyDictionarySnowflakeInt32, cancellationToken);

    /// <summary>
    /// Makes a role. See <see href="https://docs.discord.com/developers/resources/guild#create-guild-role"/>.
    /// </summary>
    public Task<Role> CreateGuildRoleAsync(Snowflake guild, CreateRole role, CancellationToken cancellationToken = default) =>
        SendAsync(
            RoleRoutes.Create.With(guild),
            RestBody.Json(role, DiscordJson.Default.CreateRole),
            DiscordJson.Default.Role,
            cancellationToken);

    /// <summary>
    /// Puts roles in order; returns all. See
    /// <see href="https://docs.discord.com/developers/resources/guild#modify-guild-role-positions"/>.
    /// </summary>
    public Task<IReadOnlyList<Role>> ModifyGuildRolePositionsAsync(
        Snowflake guild, IReadOnlyList<RolePosition> positions, CancellationToken cancellationToken = default) =>
        SendAsync(
            RoleRoutes.Move.With(guild),
            RestBody.Json(positions, DiscordJson.Default.IReadOnlyListRolePosition),
            DiscordJson.Default.IReadOnlyListRole,
            cancellationToken);

    /// <summary>
    /// Changes a role. See <see href="https://docs.discord.com/developers/resources/guild#modify-guild-role"/>.
    /// </summary>
    public Task<Role> ModifyGuildRoleAsync(
        Snowflake guild, Snowflake role, ModifyRole change, CancellationToken cancellationToken = default) =>
        SendAsync(
            RoleRoutes.Modify.With(guild, role),
            RestBody.Json(change, DiscordJson.Default.ModifyRole),
            DiscordJson.Default.Role,
            cancellationToken);

    /// <summary>
    /// Deletes a role. See <see href="https://docs.discord.com/developers/resources/guild#delete-guild-role"/>.
    /// </summary>
    public Task DeleteGuildRoleAsync(Snowflake guild, Snowflake role, CancellationToken cancellationToken = default) =>
        SendAsync(RoleRoutes.Delete.With(guild, role), body: null, cancellationToken);

    private static class RoleRoutes
    {
        public static readonly RestEndpoint List = RestEndpoint.Get("/guilds/{guild}/roles");
        public static readonly RestEndpoint Get = RestEndpoint.Get("/guilds/{guild}/roles/{role}");
        public static readonly RestEndpoint Counts = RestEndpoint.Get("/guilds/{guild}/roles/member-counts");
        public static readonly RestEndpoint Create = RestEndpoint.Post("/guilds/{guild}/roles");
        public static readonly RestEndpoint Move = RestEndpoint.Patch("/guilds/{guild}/roles");
        public static readonly RestEndpoint Modify = RestEndpoint.Patch("/guilds/{guild}/roles/{role}");
        public static readonly RestEndpoint Delete = RestEndpoint.Delete("/guilds/{guild}/roles/{role}");
    }
}
