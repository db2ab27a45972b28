namespace Bingobot.Discord.Rest.Http;

/// <summary>
/// Where a request goes. The endpoint's template names the route in logs and rate limits; the path has ids and tokens in it and is
/// shown to nobody.
/// </summary>
/// <param name="Endpoint">The method and the template.</param>
/// <param name="Path">The path after the API's base URL, escaped, with the query.</param>
/// <param name="TopLevel">
/// The channel, guild, webhook or interaction that limits are counted by, see
/// <see href="https://docs.discord.com/developers/topics/rate-limits"/>; empty where there is none.
/// </param>
internal sealed record RestRoute(RestEndpoint Endpoint, string Path, string TopLevel)
{
    /// <inheritdoc cref="RestEndpoint.Method"/>
    public HttpMethod Method => Endpoint.Method;

    /// <inheritdoc cref="RestEndpoint.Name"/>
    public string Name => Endpoint.Name;

    /// <inheritdoc cref="RestEndpoint.HasOwnToken"/>
    public bool HasOwnToken => Endpoint.HasOwnToken;

    /// <summary>The same with a query; what is null is left out.</summary>
    public RestRoute Query(params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var path = Path;
        foreach (var (name, value) in query)
        {
            if (value is not null)
                path += $"{(path.Contains('?') ? '&' : '?')}{name}={Uri.EscapeDataString(TextOf(value))}";
        }
        return this with { Path = path };
    }

    public override string ToString() => Name;

    private static string TextOf(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
