using System.Text.RegularExpressions;

namespace Bingobot.Sandbox.Chat.Text;

/// <summary>Turns <c>@name</c> and <c>#name</c>, as people type them, into the ids that messages carry.</summary>
internal static partial class Mentions
{
    /// <summary>The text with known names replaced; everything else, code included, stays.</summary>
    public static string Resolve(string text, IReadOnlyList<UserView> members, IReadOnlyList<ChannelView> channels) =>
        CodeOrName().Replace(text, match => match.Groups["mark"].Value switch
        {
            "@" => Find(members, member => member.Name, match) is { } member ? $"<@{member.Id}>{Rest(match, member.Name)}" : match.Value,
            "#" => Find(channels, channel => channel.Name, match) is { } channel ? $"<#{channel.Id}>{Rest(match, channel.Name)}" : match.Value,
            _ => match.Value,
        });

    /// <summary>The named one; a full stop after a name belongs to the sentence where no longer name is meant.</summary>
    private static T? Find<T>(IReadOnlyList<T> things, Func<T, string> name, Match match)
        where T : class
    {
        var typed = match.Groups["name"].Value;
        return things.FirstOrDefault(thing => string.Equals(name(thing), typed, StringComparison.OrdinalIgnoreCase))
            ?? things.FirstOrDefault(thing => string.Equals(name(thing), typed.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));
    }

    private static string Rest(Match match, string name) => match.Groups["name"].Value[name.Length..];

    [GeneratedRegex(@"`[^`]*`|(?<![\w<@#])(?<mark>[@#])(?<name>[\w.\-]{1,100})")]
    private static partial Regex CodeOrName();
}
