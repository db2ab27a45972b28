using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>A member. See <see href="https://docs.discord.com/developers/resources/guild#get-guild-member"/>.</summary>
    public Task<GuildMember> GetGuildMemberAsync(
        Snowflake guild, Snowflake user, CancellationToken cancellationToken = default) =>
        GetAsync(MemberRoutes.Get.With(guild, user), DiscordJson.Default.GuildMember, cancellationToken);

    /// <summary>
    /// Members, by id. Needs the intent for members. See
    /// <see href="https://docs.discord.com/developers/resources/guild#list-guild-members"/>.
    /// </summary>
    /// <param name="guild">Which guild.</param>
    /// <param name="limit">The most, 1 to 1,000.</param>
    /// <param name="after">Only users after this one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Task<IReadOnlyList<GuildMember>> ListGuildMembersAsync(
        Snowflake guild, int limit = 100, Snowflake? after = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 1000);
        return GetAsync(
            MemberRoutes.List.With(guild).Query(("limit", limit), ("after", after)),
            DiscordJson.Default.IReadOnlyListGuildMember,
            cancellationToken);
    }

    /// <summary>
    /// Members whose name or nickname begins with a text. See
    /// <see href="https://docs.discord.com/developers/resources/guild#search-guild-members"/>.
    /// </summary>
    /// <param name="guild">Which guild.</param>
    /// <param name="query">How the name begins.</param>
    /// <param name="limit">The most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Task<IReadOnlyList<GuildMember>> SearchGuildMembersAsync(
        Snowflake guild, string query, int limit = 25, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        ThrowIfOutside(limit, 1, 1000);
        return GetAsync(
            MemberRoutes.Search.With(guild).Query(("query", query), ("limit", limit)),
            DiscordJson.Default.IReadOnlyListGuildMember,
            cancellationToken);
    }

    /// <summary>
    /// Changes a member: nickname, roles, voice, time-out. See
    /// <see href="https://docs.discord.com/developers/resources/guild#modify-guild-member"/>.
    /// </summary>
    public Task<GuildMember> ModifyGuildMemberAsync(
        Snowflake guild, Snowflake user, ModifyMember change, CancellationToken cancellationToken = default) =>
        SendAsync(
            MemberRoutes.Modify.With(guild, user),
            RestBody.Json(change, DiscordJson.Default.ModifyMember),
            DiscordJson.Default.GuildMember,
            cancellationToken);

    /// <summary>
    /// Changes the bot as a member. See
    /// <see href="https://docs.discord.com/developers/resources/guild#modify-current-member"/>.
    /// </summary>
    public Task<GuildMember> ModifyCurrentMemberAsync(
        Snowflake guild, ModifyCurrentMember change, CancellationToken cancellationToken = default) =>
        SendAsync(
            MemberRoutes.ModifyOwn.With(guild),
            RestBody.Json(change, DiscordJson.Default.ModifyCurrentMember),
            DiscordJson.Default.GuildMember,
            cancellationToken);

    /// <summary>
    /// Gives a member a role. See <see href="https://docs.discord.com/developers/resources/guild#add-guild-member-role"/>.
    /// </summary>
    public Task AddGuildMemberRoleAsync(
        Snowflake guild, Snowflake user, Snowflake role, CancellationToken cancellationToken = default) =>
        SendAsync(MemberRoutes.AddRole.With(guild, user, role), body: null, cancellationToken);

    /// <summary>
    /// Takes a role from a member. See
    /// <see href="https://docs.discord.com/developers/resources/guild#remove-guild-member-role"/>.
    /// </summary>
    public Task RemoveGuildMemberRoleAsync(
        Snowflake guild, Snowflake user, Snowflake role, CancellationToken cancellationToken = default) =>
        SendAsync(MemberRoutes.RemoveRole.With(guild, user, role), body: null, cancellationToken);

    /// <summary>
    /// Removes a member ("kicks"); they may come again. See
    /// <see href="https://docs.discord.com/developers/resources/guild#remove-guild-member"/>.
    /// </summary>
    public Task RemoveGuildMemberAsync(Snowflake guild, Snowflake user, CancellationToken cancellationToken = default) =>
        SendAsync(MemberRoutes.Remove.With(guild, user), body: null, cancellationToken);

    /// <summary>
    /// Where a user sits in voice; error 10065 where they do not. See
    /// <see href="https://docs.discord.com/developers/resources/voice#get-user-voice-state"/>.
    /// </summary>
    public Task<VoiceState> GetUserVoiceStateAsync(
        Snowflake guild, Snowflake user, CancellationToken cancellationToken = default) =>
        GetAsync(MemberRoutes.Voice.With(guild, user), DiscordJson.Default.VoiceState, cancellationToken);

    /// <summary>
    /// Where the bot sits in voice. See
    /// <see href="https://docs.discord.com/developers/resources/voice#get-current-user-voice-state"/>.
    /// </summary>
    public Task<VoiceState> GetCurrentUserVoiceStateAsync(Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(MemberRoutes.OwnVoice.With(guild), DiscordJson.Default.VoiceState, cancellationToken);

    /// <summary>
    /// Changes a user on a stage. See
    /// <see href="https://docs.discord.com/developers/resources/voice#modify-user-voice-state"/>.
    /// </summary>
    public Task ModifyUserVoiceStateAsync(
        Snowflake guild, Snowflake user, ModifyVoiceState change, CancellationToken cancellationToken = default) =>
        SendAsync(
            MemberRoutes.ModifyVoice.With(guild, user),
            RestBody.Json(change, DiscordJson.Default.ModifyVoiceState),
            cancellationToken);

    /// <summary>
    /// Changes the bot on a stage. See
    /// <see href="https://docs.discord.com/developers/resources/voice#modify-current-user-voice-state"/>.
    /// </summary>
    public Task ModifyCurrentUserVoiceStateAsync(
        Snowflake guild, ModifyCurrentVoiceState change, CancellationToken cancellationToken = default) =>
        SendAsync(
            MemberRoutes.ModifyOwnVoice.With(guild),
            RestBody.Json(change, DiscordJson.Default.ModifyCurrentVoiceState),
            cancellationToken);

    private static class MemberRoutes
    {
        public static readonly RestEndpoint Get = RestEndpoint.Get("/guilds/{guild}/members/{user}");
        public static readonly RestEndpoint List = RestEndpoint.Get("/guilds/{guild}/members");
        public static readonly RestEndpoint Search = RestEndpoint.Get("/guilds/{guild}/members/search");
        public static readonly RestEndpoint Modify = RestEndpoint.Patch("/guilds/{guild}/members/{user}");
        public static readonly RestEndpoint ModifyOwn = RestEndpoint.Patch("/guilds/{guild}/members/@me");
        public static readonly RestEndpoint AddRole = RestEndpoint.Put("/guilds/{guild}/members/{user}/roles/{role}");
        public static readonly RestEndpoint RemoveRole = RestEndpoint.Delete("/guilds/{guild}/members/{user}/roles/{role}");
        public static readonly RestEndpoint Remove = RestEndpoint.Delete("/guilds/{guild}/members/{user}");
        public static readonly RestEndpoint Voice = RestEndpoint.Get("/guilds/{guild}/voice-states/{user}");
        public static readonly RestEndpoint OwnVoice = RestEndpoint.Get("/guilds/{guild}/voice-states/@me");
        public static readonly RestEndpoint ModifyVoice = RestEndpoint.Patch("/guilds/{guild}/voice-states/{user}");
        public static readonly RestEndpoint ModifyOwnVoice = RestEndpoint.Patch("/guilds/{guild}/voice-states/@me");
    }
}
