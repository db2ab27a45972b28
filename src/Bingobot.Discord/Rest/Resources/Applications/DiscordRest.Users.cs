using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// The bot's own user. See <see href="https://docs.discord.com/developers/resources/user#get-current-user"/>.
    /// </summary>
    public Task<User> GetCurrentUserAsync(CancellationToken cancellationToken = default) =>
        GetAsync(UserRoutes.Current.With(), DiscordJson.Default.User, cancellationToken);

    /// <summary>
    /// Changes the bot's own user. See <see href="https://docs.discord.com/developers/resources/user#modify-current-user"/>.
    /// </summary>
    public Task<User> ModifyCurrentUserAsync(ModifyCurrentUser change, CancellationToken cancellationToken = default) =>
        SendAsync(
            UserRoutes.ModifyCurrent.With(),
            RestBody.Json(change, DiscordJson.Default.ModifyCurrentUser),
            DiscordJson.Default.User,
            cancellationToken);

    /// <summary>A user. See <see href="https://docs.discord.com/developers/resources/user#get-user"/>.</summary>
    public Task<User> GetUserAsync(Snowflake user, CancellationToken cancellationToken = default) =>
        GetAsync(UserRoutes.Get.With(user), DiscordJson.Default.User, cancellationToken);

    /// <summary>
    /// The channel of direct messages with a user, made where there is none, so that to do it twice is to do it once. See
    /// <see href="https://docs.discord.com/developers/resources/user#create-dm"/>.
    /// </summary>
    public Task<Channel> CreateDirectMessageChannelAsync(Snowflake user, CancellationToken cancellationToken = default) =>
        SendAsync(
            UserRoutes.DirectMessage.With(),
            RestBody.Json(new CreateDirectMessageChannel { RecipientId = user }, DiscordJson.Default.CreateDirectMessageChannel),
            DiscordJson.Default.Channel,
            cancellationToken,
            isIdempotent: true);

    /// <summary>
    /// The bot's application. See
    /// <see href="https://docs.discord.com/developers/resources/application#get-current-application"/>.
    /// </summary>
    public Task<Application> GetCurrentApplicationAsync(CancellationToken cancellationToken = default) =>
        GetAsync(UserRoutes.Application.With(), DiscordJson.Default.Application, cancellationToken);

    private static class UserRoutes
    {
        public static readonly RestEndpoint Current = RestEndpoint.Get("/users/@me");
        public static readonly RestEndpoint ModifyCurrent = RestEndpoint.Patch("/users/@me");
        public static readonly RestEndpoint Get = RestEndpoint.Get("/users/{user}");
        public static readonly RestEndpoint DirectMessage = RestEndpoint.Post("/users/@me/channels");
        public static readonly RestEndpoint Application = RestEndpoint.Get("/applications/@me");
    }
}
