using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// A guild's emoji. See <see href="https://docs.discord.com/developers/resources/emoji#list-guild-emojis"/>.
    /// </summary>
    public Task<IReadOnlyList<Emoji>> ListGuildEmojisAsync(Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(EmojiRoutes.List.With(guild), DiscordJson.Default.IReadOnlyListEmoji, cancellationToken);

    /// <summary>
    /// An emoji of a guild. See <see href="https://docs.discord.com/developers/resources/emoji#get-guild-emoji"/>.
    /// </summary>
    public Task<Emoji> GetGuildEmojiAsync(Snowflake guild, Snowflake emoji, CancellationToken cancellationToken = default) =>
        GetAsync(EmojiRoutes.Get.With(guild, emoji), DiscordJson.Default.Emoji, cancellationToken);

    /// <summary>
    /// Makes an emoji of a guild. See <see href="https://docs.discord.com/developers/resources/emoji#create-guild-emoji"/>.
    /// </summary>
    public Task<Emoji> CreateGuildEmojiAsync(Snowflake guild, CreateEmoji emoji, CancellationToken cancellationToken = default) =>
        SendAsync(
            EmojiRoutes.Create.With(guild),
            RestBody.Json(emoji, DiscordJson.Default.CreateEmoji),
            DiscordJson.Default.Emoji,
            cancellationToken);

    /// <summary>
    /// Changes an emoji of a guild. See <see href="https://docs.discord.com/developers/resources/emoji#modify-guild-emoji"/>.
    /// </summary>
    public Task<Emoji> ModifyGuildEmojiAsync(
        Snowflake guild, Snowflake emoji, ModifyEmoji change, CancellationToken cancellationToken = default) =>
        SendAsync(
            EmojiRoutes.Modify.With(guild, emoji),
            RestBody.Json(change, DiscordJson.Default.ModifyEmoji),
            DiscordJson.Default.Emoji,
            cancellationToken);

    /// <summary>
    /// Deletes an emoji of a guild. See <see href="https://docs.discord.com/developers/resources/emoji#delete-guild-emoji"/>.
    /// </summary>
    public Task DeleteGuildEmojiAsync(Snowflake guild, Snowflake emoji, CancellationToken cancellationToken = default) =>
        SendAsync(EmojiRoutes.Delete.With(guild, emoji), body: null, cancellationToken);

    /// <summary>
    /// The application's own emoji. See
    /// <see href="https://docs.discord.com/developers/resources/emoji#list-application-emojis"/>.
    /// </summary>
    public Task<ApplicationEmojis> ListApplicationEmojisAsync(
        Snowflake application, CancellationToken cancellationToken = default) =>
        GetAsync(EmojiRoutes.AppList.With(application), DiscordJson.Default.ApplicationEmojis, cancellationToken);

    /// <summary>
    /// An emoji of the application. See
    /// <see href="https://docs.discord.com/developers/resources/emoji#get-application-emoji"/>.
    /// </summary>
    public Task<Emoji> GetApplicationEmojiAsync(
        Snowflake application, Snowflake emoji, CancellationToken cancellationToken = default) =>
        GetAsync(EmojiRoutes.AppGet.With(application, emoji), DiscordJson.Default.Emoji, cancellationToken);

    /// <summary>
    /// Makes an emoji of the application. See
    /// <see href="https://docs.discord.com/developers/resources/emoji#create-application-emoji"/>.
    /// </summary>
    public Task<Emoji> CreateApplicationEmojiAsync(
        Snowflake application, CreateApplicationEmoji emoji, CancellationToken cancellationToken = default) =>
        SendAsync(
            EmojiRoutes.AppCreate.With(application),
            RestBody.Json(emoji, DiscordJson.Default.CreateApplicationEmoji),
            DiscordJson.Default.Emoji,
            cancellationToken);

    /// <summary>
    /// Changes the name of an emoji of the application. See
    /// <see href="https://docs.discord.com/developers/resources/emoji#modify-application-emoji"/>.
    /// </summary>
    public Task<Emoji> ModifyApplicationEmojiAsync(
        Snowflake application, Snowflake emoji, ModifyApplicationEmoji change, CancellationToken cancellationToken = default) =>
        SendAsync(
            EmojiRoutes.AppModify.With(application, emoji),
            RestBody.Json(change, DiscordJson.Default.ModifyApplicationEmoji),
            DiscordJson.Default.Emoji,
            cancellationToken);

    /// <summary>
    /// Deletes an emoji of the application. See
    /// <see href="https://docs.discord.com/developers/resources/emoji#delete-application-emoji"/>.
    /// </summary>
    public Task DeleteApplicationEmojiAsync(
        Snowflake application, Snowflake emoji, CancellationToken cancellationToken = default) =>
        SendAsync(EmojiRoutes.AppDelete.With(application, emoji), body: null, cancellationToken);

    private static class EmojiRoutes
    {
        public static readonly RestEndpoint List = RestEndpoint.Get("/guilds/{guild}/emojis");
        public static readonly RestEndpoint Get = RestEndpoint.Get("/guilds/{guild}/emojis/{emoji}");
        public static readonly RestEndpoint Create = RestEndpoint.Post("/guilds/{guild}/emojis");
        public static readonly RestEndpoint Modify = RestEndpoint.Patch("/guilds/{guild}/emojis/{emoji}");
        public static readonly RestEndpoint Delete = RestEndpoint.Delete("/guilds/{guild}/emojis/{emoji}");
        public static readonly RestEndpoint AppList = RestEndpoint.Get("/applications/{application}/emojis");
        public static readonly RestEndpoint AppGet = RestEndpoint.Get("/applications/{application}/emojis/{emoji}");
        public static readonly RestEndpoint AppCreate = RestEndpoint.Post("/applications/{application}/emojis");
        public static readonly RestEndpoint AppModify = RestEndpoint.Patch("/applications/{application}/emojis/{emoji}");
        public static readonly RestEndpoint AppDelete = RestEndpoint.Delete("/applications/{application}/emojis/{emoji}");
    }
}
