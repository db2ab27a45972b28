using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// The application's commands of one guild, with their other languages where asked for. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#get-guild-application-commands"/>.
    /// </summary>
    public Task<IReadOnlyList<ApplicationCommand>> GetGuildCommandsAsync(
        Snowflake application, Snowflake guild, bool withLocalizations = false, CancellationToken cancellationToken = default) =>
        GetAsync(
            GuildCommandRoutes.List.With(application, guild).Query(("with_localizations", withLocalizations)),
            DiscordJson.Default.IReadOnlyListApplicationCommand,
            cancellationToken);

    /// <summary>
    /// A command of one guild. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#get-guild-application-command"/>.
    /// </summary>
    public Task<ApplicationCommand> GetGuildCommandAsync(
        Snowflake application, Snowflake guild, Snowflake command, CancellationToken cancellationToken = default) =>
        GetAsync(
            GuildCommandRoutes.Get.With(application, guild, command),
            DiscordJson.Default.ApplicationCommand,
            cancellationToken);

    /// <summary>
    /// Makes a command of one guild; one of the same name and type is replaced, so that to do it twice is to do it once. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#create-guild-application-command"/>.
    /// </summary>
    public Task<ApplicationCommand> CreateGuildCommandAsync(
        Snowflake application, Snowflake guild, ApplicationCommand command, CancellationToken cancellationToken = default) =>
        SendAsync(
            GuildCommandRoutes.Create.With(application, guild),
            RestBody.Json(command, DiscordJson.Default.ApplicationCommand),
            DiscordJson.Default.ApplicationCommand,
            cancellationToken,
            isIdempotent: true);

    /// <summary>
    /// Changes a command of one guild. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#edit-guild-application-command"/>.
    /// </summary>
    public Task<ApplicationCommand> EditGuildCommandAsync(
        Snowflake application, Snowflake guild, Snowflake command, EditApplicationCommand change, CancellationToken cancellationToken = default) =>
        SendAsync(
            GuildCommandRoutes.Edit.With(application, guild, command),
            RestBody.Json(change, DiscordJson.Default.EditApplicationCommand),
            DiscordJson.Default.ApplicationCommand,
            cancellationToken);

    /// <summary>
    /// Deletes a command of one guild. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#delete-guild-application-command"/>.
    /// </summary>
    public Task DeleteGuildCommandAsync(
        Snowflake application, Snowflake guild, Snowflake command, CancellationToken cancellationToken = default) =>
        SendAsync(GuildCommandRoutes.Delete.With(application, guild, command), body: null, cancellationToken);

    /// <summary>
    /// Makes these the application's commands of one guild; others are deleted. Returns them as registered. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-guild-application-commands"/>.
    /// </summary>
    public Task<IReadOnlyList<ApplicationCommand>> BulkOverwriteGuildCommandsAsync(
        Snowflake application, Snowflake guild, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellationToken = default) =>
        SendAsync(
            GuildCommandRoutes.Overwrite.With(application, guild),
            RestBody.Json(commands, DiscordJson.Default.IReadOnlyListApplicationCommand),
            DiscordJson.Default.IReadOnlyListApplicationCommand,
            cancellationToken);

    /// <summary>
    /// Who may use the application's commands in a guild. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#get-guild-application-command-permissions"/>.
    /// </summary>
    public Task<IReadOnlyList<GuildApplicationCommandPermissions>> GetGuildCommandPermissionsAsync(
        Snowflake application, Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(
            GuildCommandRoutes.AllPermissions.With(application, guild),
            DiscordJson.Default.IReadOnlyListGuildApplicationCommandPermissions,
            cancellationToken);

    /// <summary>
    /// Who may use a command in a guild; error 10066 where nothing was set. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#get-application-command-permissions"/>.
    /// </summary>
    public Task<GuildApplicationCommandPermissions> GetCommandPermissionsAsync(
        Snowflake application, Snowflake guild, Snowflake command, CancellationToken cancellationToken = default) =>
        GetAsync(
            GuildCommandRoutes.Permissions.With(application, guild, command),
            DiscordJson.Default.GuildApplicationCommandPermissions,
            cancellationToken);

    /// <summary>
    /// Sets who may use a command in a guild. Discord wants a person's OAuth2 token for it, of the scope
    /// applications.commands.permissions.update; the bot's is refused. See <see
    /// href="https://docs.discord.com/developers/interactions/application-commands#edit-application-command-permissions"/>.
    /// </summary>
    public Task<GuildApplicationCommandPermissions> EditCommandPermissionsAsync(
        Snowflake application,
        Snowflake guild,
        Snowflake command,
        EditApplicationCommandPermissions permissions,
        string bearerToken,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(bearerToken);
        var request = new RestRequest(GuildCommandRoutes.EditPermissions.With(application, guild, command))
        {
            Body = RestBody.Json(permissions, DiscordJson.Default.EditApplicationCommandPermissions),
            IsIdempotent = true,
            Bearer = bearerToken,
        };
        return _pipeline.SendAsync(request, DiscordJson.Default.GuildApplicationCommandPermissions, cancellationToken);
    }

    private static class GuildCommandRoutes
    {
        public static readonly RestEndpoint List = RestEndpoint.Get("/applications/{application}/guilds/{guild}/commands");
        public static readonly RestEndpoint Create = RestEndpoint.Post("/applications/{application}/guilds/{guild}/commands");
        public static readonly RestEndpoint Get = RestEndpoint.Get(
            "/applications/{application}/guilds/{guild}/commands/{command}");
        public static readonly RestEndpoint Edit = RestEndpoint.Patch(
            "/applications/{application}/guilds/{guild}/commands/{command}");
        public static readonly RestEndpoint Delete = RestEndpoint.Delete(
            "/applications/{application}/guilds/{guild}/commands/{command}");
        public static readonly RestEndpoint Overwrite = RestEndpoint.Put("/applications/{application}/guilds/{guild}/commands");
        public static readonly RestEndpoint AllPermissions = RestEndpoint.Get(
            "/applications/{application}/guilds/{guild}/commands/permissions");
        public static readonly RestEndpoint Permissions = RestEndpoint.Get(
            "/applications/{application}/guilds/{guild}/commands/{command}/permissions");
        public static readonly RestEndpoint EditPermissions = RestEndpoint.Put(
            "/applications/{application}/guilds/{guild}/commands/{command}/permissions");
    }
}
