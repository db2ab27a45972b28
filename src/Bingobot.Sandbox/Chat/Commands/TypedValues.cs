using System.Globalization;
using System.Text.Json;

namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>Turns what was typed into what an option takes.</summary>
internal static class TypedValues
{
    /// <summary>Whole numbers and numbers go from −2⁵³ to 2⁵³, as on Discord.</summary>
    private const double GreatestNumber = 1L << 53;

    /// <summary>Reads a value.</summary>
    /// <param name="option">What is wanted.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="scope">The users and channels that can be named.</param>
    /// <param name="value">A JSON string, number or boolean.</param>
    /// <returns>Null, or what is wrong and how to mend it.</returns>
    public static string? Read(OptionView option, string text, CommandScope scope, out JsonElement value)
    {
        value = default;
        if (text.Length == 0)
            return $"'{option.Name}:' has no value. It takes {Describe(option)}.";
        if (option.Choices.Count > 0)
            return ReadChoice(option, text, out value);
        return option.Kind switch
        {
            OptionKind.Text => ReadText(option, text, out value),
            OptionKind.WholeNumber or OptionKind.Number => ReadNumber(option, text, out value),
            OptionKind.Boolean => ReadBoolean(option, text, out value),
            OptionKind.User => ReadUser(option, text, scope, out value),
            OptionKind.Channel => ReadChannel(option, text, scope, out value),
            OptionKind.Mentionable => ReadMentionable(option, text, scope, out value),
            OptionKind.Role => ReadRole(option, text, scope, out value),
            _ => $"'{option.Name}' takes a file, and files cannot be sent in this chat.",
        };
    }

    /// <summary>What an option takes, as part of a sentence: "a whole number from 1 to 25".</summary>
    public static string Describe(OptionView option)
    {
        if (option.Choices.Count > 0)
            return "one of " + string.Join(", ", option.Choices.Select(choice => choice.Name));
        return option.Kind switch
        {
            OptionKind.Text => "text" + Range(option, " characters"),
            OptionKind.WholeNumber => "a whole number" + Range(option, ""),
            OptionKind.Number => "a number" + Range(option, ""),
            OptionKind.Boolean => "true or false",
            OptionKind.User => "a member, as @name",
            OptionKind.Mentionable => "a member or a role, as @name",
            OptionKind.Channel => "a channel, as #name",
            OptionKind.Role => "a role, as @name",
            _ => "a file",
        };
    }

    private static string Range(OptionView option, string unit) => (option.Min, option.Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $" from {min} to {max}{unit}"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $" of at least {min}{unit}"),
        (null, { } max) => string.Create(CultureInfo.InvariantCulture, $" of at most {max}{unit}"),
        _ => "",
    };

    private static string? ReadChoice(OptionView option, string text, out JsonElement value)
    {
        var choice = option.Choices.FirstOrDefault(choice =>
            string.Equals(choice.Name, text, StringComparison.OrdinalIgnoreCase) || choice.Value.ToString() == text);
        value = choice?.Value ?? default;
        return choice is null ? Wrong(option, text) : null;
    }

    private static string? ReadText(OptionView option, string text, out JsonElement value)
    {
        value = JsonSerializer.SerializeToElement(text);
        if (text.Length >= (option.Min ?? 0) && text.Length <= (option.Max ?? double.MaxValue))
            return null;
        return $"'{option.Name}' has {text.Length} characters. It takes {Describe(option)}.";
    }

    private static string? ReadNumber(OptionView option, string text, out JsonElement value)
    {
        value = default;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !(Math.Abs(number) <= GreatestNumber)
            || number < option.Min
            || number > option.Max)
        {
            return Wrong(option, text);
        }

        if (option.Kind == OptionKind.Number)
            value = JsonSerializer.SerializeToElement(number);
        else if (number == Math.Truncate(number))
            value = JsonSerializer.SerializeToElement((long)number);
        else
            return Wrong(option, text);
        return null;
    }

    private static string? ReadBoolean(OptionView option, string text, out JsonElement value)
    {
        bool? answer = text.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" => true,
            "false" or "no" or "off" => false,
            _ => null,
        };
        value = answer is { } known ? JsonSerializer.SerializeToElement(known) : default;
        return answer is null ? Wrong(option, text) : null;
    }

    private static string? ReadUser(OptionView option, string text, CommandScope scope, out JsonElement value)
    {
        var name = text.StartsWith("<@", StringComparison.Ordinal) ? text.Trim('<', '@', '!', '>') : text.TrimStart('@');
        var user = scope.Members.FirstOrDefault(member =>
            member.Id == name || string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase));
        value = user is null ? default : JsonSerializer.SerializeToElement(user.Id);
        return user is null
            ? $"'{option.Name}' takes a member, and nobody here is called '{Shorten(name)}'."
                + Nearest.Question(name, scope.Members.Select(member => member.Name), "@")
            : null;
    }

    private static string? ReadChannel(OptionView option, string text, CommandScope scope, out JsonElement value)
    {
        var name = text.StartsWith("<#", StringComparison.Ordinal) ? text.Trim('<', '#', '>') : text.TrimStart('#');
        var channel = scope.Channels.FirstOrDefault(channel =>
            channel.Id == name || string.Equals(channel.Name, name, StringComparison.OrdinalIgnoreCase));
        value = channel is null ? default : JsonSerializer.SerializeToElement(channel.Id);
        return channel is null
            ? $"'{option.Name}' takes a channel, and none here is called '{Shorten(name)}'."
                + Nearest.Question(name, scope.Channels.Select(channel => channel.Name), "#")
            : null;
    }

    /// <summary>A name that both a role and a member have means the role.</summary>
    private static string? ReadMentionable(OptionView option, string text, CommandScope scope, out JsonElement value) =>
        ReadRole(option, text, scope, out value) is null ? null : ReadUser(option, text, scope, out value);

    private static string? ReadRole(OptionView option, string text, CommandScope scope, out JsonElement value)
    {
        var name = text.Trim('<', '@', '&', '>');
        var role = scope.Roles.FirstOrDefault(role =>
            role.Id == name || string.Equals(role.Name.TrimStart('@'), name, StringComparison.OrdinalIgnoreCase));
        value = role is null ? default : JsonSerializer.SerializeToElement(role.Id);
        return role is null
            ? $"'{option.Name}' takes a role, and none here is called '{Shorten(name)}'."
                + Nearest.Question(name, scope.Roles.Select(role => role.Name.TrimStart('@')), "@")
            : null;
    }

    private static string Wrong(OptionView option, string text) =>
        $"'{option.Name}' takes {Describe(option)}, not '{Shorten(text)}'.";

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..39] + "…";
}
