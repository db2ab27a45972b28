using System.Text;

namespace Bingobot.Discord.Rest.Http;

/// <summary>
/// A method and a path with holes, as <c>/channels/{channel}/messages/{message}</c>. What limits are counted by, and who asks,
/// follows from the first holes; see <see href="https://docs.discord.com/developers/topics/rate-limits"/>.
/// </summary>
internal sealed class RestEndpoint
{
    private readonly string[] _between;
    private readonly int _topLevelHoles;

    private RestEndpoint(HttpMethod method, string template)
    {
        Method = method;
        Template = template;
        Name = $"{method} {template}";
        _between = Split(template, out var holes);
        HasOwnToken = holes is [_, "token", ..];
        IsInteraction = HasOwnToken && holes[0] is "interaction" or "application";
        _topLevelHoles = HasOwnToken ? 2 : IsTopLevel(template, holes) ? 1 : 0;
        IsWebhook = !IsInteraction && holes is ["webhook", ..];
    }

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path with names in the place of ids.</summary>
    public string Template { get; }

    /// <summary>The method and the template: what the endpoint is called in logs, errors and limits.</summary>
    public string Name { get; }

    /// <summary>Whether a token in the path says who asks, so that the bot's is not sent.</summary>
    public bool HasOwnToken { get; }

    /// <summary>Whether it belongs to an interaction, which does not count towards the global limit.</summary>
    public bool IsInteraction { get; }

    /// <summary>Whether it is about a webhook that is not an interaction's.</summary>
    public bool IsWebhook { get; }

    public static RestEndpoint Get(string template) => new(HttpMethod.Get, template);

    public static RestEndpoint Post(string template) => new(HttpMethod.Post, template);

    public static RestEndpoint Put(string template) => new(HttpMethod.Put, template);

    public static RestEndpoint Patch(string template) => new(HttpMethod.Patch, template);

    public static RestEndpoint Delete(string template) => new(HttpMethod.Delete, template);

    /// <summary>The path with these in its holes, in order.</summary>
    /// <exception cref="ArgumentException">One is empty.</exception>
    public RestRoute With(params ReadOnlySpan<RestArgument> arguments)
    {
        if (arguments.Length != _between.Length - 1)
            throw new ArgumentException($"{Name} has {_between.Length - 1} holes, not {arguments.Length}.", nameof(arguments));
        var path = new StringBuilder(_between[0], capacity: 128);
        for (var i = 0; i < arguments.Length; i++)
            path.Append(arguments[i].Escaped()).Append(_between[i + 1]);
        return new RestRoute(this, path.ToString(), TopLevelOf(arguments));
    }

    public override string ToString() => Name;

    private string TopLevelOf(ReadOnlySpan<RestArgument> arguments) => _topLevelHoles switch
    {
        0 => "",
        1 => arguments[0].Text,
        _ => $"{arguments[0].Text}/{arguments[1].Text}",
    };

    private static bool IsTopLevel(string template, List<string> holes) =>
        holes.Count > 0
        && (template.StartsWith("/channels/{", StringComparison.Ordinal)
            || template.StartsWith("/guilds/{", StringComparison.Ordinal)
            || template.StartsWith("/webhooks/{", StringComparison.Ordinal));

    private static string[] Split(string template, out List<string> holes)
    {
        holes = [];
        var between = new List<string>();
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open)
        {
            var close = rest.IndexOf('}');
            between.Add(rest[..open].ToString());
            holes.Add(rest[(open + 1)..close].ToString());
            rest = rest[(close + 1)..];
        }
        between.Add(rest.ToString());
        return [.. between];
    }
}

/// <summary>What stands in a hole of a path: an id, or a text that is escaped.</summary>
internal readonly struct RestArgument
{
    private readonly bool _isId;

    private RestArgument(string text, bool isId)
    {
        Text = text;
        _isId = isId;
    }

    /// <summary>As it was given.</summary>
    public string Text { get; }

    public static implicit operator RestArgument(Payloads.Snowflake id) => new(id.ToString(), isId: true);

    public static implicit operator RestArgument(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new(text, isId: false);
    }

    /// <summary>As it stands in a path. A text of dots alone would change the path.</summary>
    public string Escaped() => _isId ? Text
        : Text is "." or ".." ? throw new ArgumentException($"'{Text}' cannot stand in a path.")
        : Uri.EscapeDataString(Text);
}
