using System.Globalization;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Checks given options against their declaration; Discord's client does so first, others may not.</summary>
internal static class OptionCheck
{
    public const string True = "true";
    private const string False = "false";

    /// <summary>What is wrong, for the user; null where all is well.</summary>
    public static string? Complaint(
        IReadOnlyList<ApplicationCommandOption> declared, IReadOnlyList<OptionValue> given)
    {
        foreach (var option in declared)
        {
            var values = given.Where(value => value.Name == option.Name).ToArray();
            if (values.Length > 1)
                return $"The option `{option.Name}` was given {values.Length} times; give it once.";
            if (values is [var value])
            {
                if (Complaint(option, value) is { } complaint)
                    return complaint;
            }
            else if (option.Required == true)
            {
                return $"The option `{option.Name}` is missing: {option.Description}.";
            }
        }

        return given.FirstOrDefault(value => !declared.Any(option => option.Name == value.Name)) is { } unknown
            ? $"There is no option `{Markdown.Escape(Markdown.Shorten(unknown.Name, 32))}` here; "
                + (declared.Count == 0 ? "the command takes none." : $"there is {Names(declared)}.")
            : null;
    }

    public static long WholeNumber(OptionValue value) =>
        long.Parse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static double Number(OptionValue value) =>
        double.Parse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Names(IReadOnlyList<ApplicationCommandOption> options) =>
        string.Join(", ", options.Select(option => $"`{option.Name}`"));

    private static string? Complaint(ApplicationCommandOption option, OptionValue value)
    {
        if (value.Type != option.Type)
            return $"The option `{option.Name}` is of another kind than expected; reload your client and try again.";
        if (option.Choices is { } choices && !choices.Any(choice => choice.Value.ToString() == value.Value))
            return $"The option `{option.Name}` is one of {string.Join(", ", choices.Select(c => $"`{c.Name}`"))}.";
        return option.Type switch
        {
            ApplicationCommandOptionType.Text => LengthComplaint(option, value.Length ?? value.Value.Length),
            ApplicationCommandOptionType.WholeNumber => WholeNumberComplaint(option, value.Value),
            ApplicationCommandOptionType.Number => NumberComplaint(option, value.Value),
            ApplicationCommandOptionType.Flag => value.Value is True or False
                ? null
                : $"The option `{option.Name}` is true or false.",
            _ => Snowflake.TryParse(value.Value, out _) ? null : $"The option `{option.Name}` is to be chosen from the list.",
        };
    }

    private static string? LengthComplaint(ApplicationCommandOption option, int length)
    {
        var max = option.MaxLength ?? CommandOptions.MaxText;
        if (length > max)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"The option `{option.Name}` has at most {max:N0} characters; yours has {length:N0}.");
        }
        var min = option.MinLength ?? 0;
        return length < min
            ? string.Create(CultureInfo.InvariantCulture,
                $"The option `{option.Name}` has at least {min:N0} {(min == 1 ? "character" : "characters")}; yours has {length:N0}.")
            : null;
    }

    private static string? WholeNumberComplaint(ApplicationCommandOption option, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? RangeComplaint(option, number, "a whole number")
            : $"The option `{option.Name}` is a whole number.";

    private static string? NumberComplaint(ApplicationCommandOption option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? RangeComplaint(option, number, "a number")
            : $"The option `{option.Name}` is a number.";

    private static string? RangeComplaint(ApplicationCommandOption option, double number, string kind)
    {
        var min = option.MinValue ?? double.MinValue;
        var max = option.MaxValue ?? double.MaxValue;
        return number >= min && number <= max
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"The option `{option.Name}` is {kind} from {min} to {max}.");
    }
}
