using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Rest.Http;

/// <summary>
/// Where a request goes. The template names the route in logs and rate limits; the path has ids and tokens in it and is
/// shown to nobody.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path with names in the place of ids.</param>
/// <param name="Path">The path after the API's base URL, escaped.</param>
/// <param name="TopLevel">
/// The channel, guild, webhook or interaction that limits are counted by, see
/// <see href="https://docs.discord.com/developers/topics/rate-limits"/>; empty where there is none.
/// </param>
/// <param name="HasOwnToken">
/// Whether a token in the path says who asks, so that the bot's is not sent; such routes do not count towards the global
/// limit.
/// </param>
internal sealed record RestRoute(
    HttpMethod Method, string Template, string Path, string TopLevel = "", bool HasOwnToken = false)
{
    /// <summary>The method and the template.</summary>
    public string Name { get; } = $"{Method} {Template}";

    public override string ToString() => Name;

    public static readonly RestRoute GetGatewayBot = Plain(HttpMethod.Get, "/gateway/bot");

    public static readonly RestRoute GetCurrentUser = Plain(HttpMethod.Get, "/users/@me");

    public static readonly RestRoute GetCurrentApplication = Plain(HttpMethod.Get, "/applications/@me");

    public static RestRoute GetGlobalCommands(Snowflake application, bool withLocalizations) => new(
        HttpMethod.Get,
        "/applications/{application}/commands",
        $"/applications/{application}/commands{(withLocalizations ? "?with_localizations=true" : "")}");

    public static RestRoute BulkOverwriteGlobalCommands(Snowflake application) => new(
        HttpMethod.Put, "/applications/{application}/commands", $"/applications/{application}/commands");

    public static RestRoute CreateInteractionResponse(Snowflake interaction, string token, bool withResponse) => new(
        HttpMethod.Post,
        "/interactions/{interaction}/{token}/callback",
        $"/interactions/{interaction}/{Escape(token)}/callback{(withResponse ? "?with_response=true" : "")}",
        interaction.ToString(),
        HasOwnToken: true);

    public static RestRoute OriginalInteractionResponse(HttpMethod method, Snowflake application, string token) => new(
        method,
        "/webhooks/{application}/{token}/messages/@original",
        $"/webhooks/{application}/{Escape(token)}/messages/@original",
        $"{application}/{token}",
        HasOwnToken: true);

    public static RestRoute CreateFollowup(Snowflake application, string token) => new(
        HttpMethod.Post,
        "/webhooks/{application}/{token}",
        $"/webhooks/{application}/{Escape(token)}?wait=true",
        $"{application}/{token}",
        HasOwnToken: true);

    public static RestRoute CreateMessage(Snowflake channel) => new(
        HttpMethod.Post, "/channels/{channel}/messages", $"/channels/{channel}/messages", channel.ToString());

    public static RestRoute Message(HttpMethod method, Snowflake channel, Snowflake message) => new(
        method,
        "/channels/{channel}/messages/{message}",
        $"/channels/{channel}/messages/{message}",
        channel.ToString());

    public static RestRoute GetChannelMessages(Snowflake channel, string query) => new(
        HttpMethod.Get, "/channels/{channel}/messages", $"/channels/{channel}/messages{query}", channel.ToString());

    private static RestRoute Plain(HttpMethod method, string path) => new(method, path, path);

    private static string Escape(string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return Uri.EscapeDataString(token);
    }
}
