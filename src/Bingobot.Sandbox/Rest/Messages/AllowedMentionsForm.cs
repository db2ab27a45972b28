using System.Collections.Immutable;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Which mentions a message is to make, as its author says
/// (<see href="https://docs.discord.com/developers/resources/message#allowed-mentions-object"/>).</summary>
internal static class AllowedMentionsForm
{
    private const int MaxIds = 100;

    /// <summary>Null where nothing was said.</summary>
    public static AllowedMentions? Read(JsonElement body, string path, FormErrors errors)
    {
        if (body.Get("allowed_mentions") is not { } given)
            return null;
        string at = path + "allowed_mentions";
        if (given.ValueKind != JsonValueKind.Object)
        {
            errors.WrongType(at, "an object");
            return null;
        }

        string[] parse = [.. given.GetItems("parse").Select(item => item.ToString())];
        for (int i = 0; i < parse.Length; i++)
        {
            if (parse[i] is not ("users" or "roles" or "everyone"))
                errors.NotAmong($"{at}/parse/{i}", "'users', 'roles', 'everyone'");
        }

        return new AllowedMentions(
            parse.Contains("users"), parse.Contains("roles"), parse.Contains("everyone"), given.GetFlag("replied_user"))
        {
            Users = Ids(given, "users", parse, at, errors),
            Roles = Ids(given, "roles", parse, at, errors),
        };
    }

    private static ImmutableSortedSet<ulong>? Ids(
        JsonElement given, string name, string[] parse, string at, FormErrors errors)
    {
        JsonElement[] items = [.. given.GetItems(name)];
        if (items.Length == 0)
            return null;
        if (items.Length > MaxIds)
            errors.BadLength($"{at}/{name}", 0, MaxIds);
        if (parse.Contains(name))
        {
            errors.Add(
                at,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                $"parse:[\"{name}\"] and {name}: [ids...] are mutually exclusive.");
        }

        ImmutableSortedSet<ulong>.Builder ids = ImmutableSortedSet.CreateBuilder<ulong>();
        for (int i = 0; i < Math.Min(items.Length, MaxIds); i++)
        {
            if (Snowflake.TryParse(items[i].ToString(), out ulong id))
                ids.Add(id);
            else
                errors.Add($"{at}/{name}/{i}", "NUMBER_TYPE_COERCE", $"Value \"{items[i]}\" is not snowflake.");
        }

        return ids.ToImmutable();
    }
}
