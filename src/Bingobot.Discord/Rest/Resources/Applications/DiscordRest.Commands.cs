using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// The application's global commands, with their other languages where asked for. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#get-global-application-commands"/>.
    /// </summary>
    public Task<IReadOnlyList<ApplicationCommand>> GetGlobalCommandsAsync(
        Snowflake application, bool withLocalizations = false, CancellationToken cancellationToken = default) =>
        GetAsync(
            CommandRoutes.List.With(application).Query(("with_localizations", withLocalizations)),
            DiscordJson.Default.IReadOnlyListApplicationCommand,
            cancellationToken);

    /// <summary>
    /// A global command. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#get-global-application-command"/>.
    /// </summary>
    public Task<ApplicationCommand> GetGlobalCommandAsync(
        Snowflake application, Snowflake command, CancellationToken cancellationToken = default) =>
        GetAsync(CommandRoutes.Get.With(application, command), DiscordJson.Default.ApplicationCommand, cancellationToken);

    /// <summary>
    /// Makes a global command; one of the same name and type is replaced, so that to do it twice is to do it once. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#create-global-application-command"/>.
    /// </summary>
    public Task<ApplicationCommand> CreateGlobalCommandAsync(
        Snowflake application, ApplicationCommand command, CancellationToken cancellationToken = default) =>
        SendAsync(
            CommandRoutes.Create.With(application),
            RestBody.Json(command, DiscordJson.Default.ApplicationCommand),
            DiscordJson.Default.ApplicationCommand,
            cancellationToken,
            isIdempotent: true);

    /// <summary>
    /// Changes a global command. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#edit-global-application-command"/>.
    /// </summary>
    public Task<ApplicationCommand> EditGlobalCommandAsync(
        Snowflake application, Snowflake command, EditApplicationCommand change, CancellationToken cancellationToken = default) =>
        SendAsync(
            CommandRoutes.Edit.With(application, command),
            RestBody.Json(change, DiscordJson.Default.EditApplicationCommand),
            DiscordJson.Default.ApplicationCommand,
            cancellationToken);

    /// <summary>
    /// Deletes a global command. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#delete-global-application-command"/>.
    /// </summary>
    public Task DeleteGlobalCommandAsync(
        Snowflake application, Snowflake command, CancellationToken cancellationToken = default) =>
        SendAsync(CommandRoutes.Delete.With(application, command), body: null, cancellationToken);

    /// <summary>
    /// Makes these the application's global commands; others are deleted. Returns them as registered. See
    /// <see href="https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands"/>.
    /// </summary>
    public Task<IReadOnlyList<ApplicationCommand>> BulkOverwriteGlobalCommandsAsync(
        Snowflake application, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellationToken = default) =>
        SendAsync(
            CommandRoutes.Overwrite.With(application),
            RestBody.Json(commands, DiscordJson.Default.IReadOnlyListApplicationCommand),
            DiscordJson.Default.IReadOnlyListApplicationCommand,
            cancellationToken);

    private static class CommandRoutes
    {
        public static readonly RestEndpoint List = RestEndpoint.Get("/applications/{application}/commands");
        public static readonly RestEndpoint Create = RestEndpoint.Post("/applications/{application}/commands");
        public static readonly RestEndpoint Get = RestEndpoint.Get("/applications/{application}/commands/{command}");
        public static readonly RestEndpoint Edit = RestEndpoint.Patch("/applications/{application}/commands/{command}");
        public static readonly RestEndpoint Delete = RestEndpoint.Delete("/applications/{application}/commands/{command}");
        public static readonly RestEndpoint Overwrite = RestEndpoint.Put("/applications/{application}/commands");
    }
}
