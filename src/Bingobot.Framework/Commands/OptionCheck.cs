using System.Globalization;
using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Checks given options against their declaration; Discord's client does so first, others may not.</summary>
/// <param name="texts">The translations of the module that declares them.</param>
/// <param name="locale">The language of the user.</param>
internal sealed class OptionCheck(Translations texts, string? locale)
{
    public const string True = "true";
    public const string False = "false";

    private readonly Speech _speech = FrameworkTexts.In(locale);

    /// <summary>What is wrong, for the user; null where all is well.</summary>
    public string? Complaint(IReadOnlyList<ApplicationCommandOption> declared, IReadOnlyList<OptionValue> given)
    {
        foreach (var option in declared)
        {
            var values = given.Where(value => value.Name == option.Name).ToArray();
            if (values.Length > 1)
                return _speech.Say(FrameworkTexts.OptionTwice, option.Name, values.Length);
            if (values is [var value])
            {
                if (Complaint(option, value) is { } complaint)
                    return complaint;
            }
            else if (option.Required == true)
            {
                return _speech.Say(FrameworkTexts.OptionMissing, option.Name, texts.Say(locale, option.Description));
            }
        }

        return given.FirstOrDefault(value => !declared.Any(option => option.Name == value.Name)) is { } unknown
            ? Unknown(Markdown.Escape(Markdown.Shorten(unknown.Name, CommandNames.MaxName)), declared)
            : null;
    }

    public static long WholeNumber(OptionValue value) =>
        long.Parse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static double Number(OptionValue value) =>
        double.Parse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private string Unknown(string name, IReadOnlyList<ApplicationCommandOption> declared) => declared.Count == 0
        ? _speech.Say(FrameworkTexts.OptionsUnknown, name)
        : _speech.Say(FrameworkTexts.OptionUnknown, name, string.Join(", ", declared.Select(option => $"`{option.Name}`")));

    private string? Complaint(ApplicationCommandOption option, OptionValue value)
    {
        if (value.Type != option.Type)
            return _speech.Say(FrameworkTexts.OptionOfOtherKind, option.Name);
        if (option.Choices is { } choices && !choices.Any(choice => IsChosen(choice.Value, value.Value)))
            return _speech.Say(FrameworkTexts.OptionOneOf, option.Name, string.Join(", ", choices.Select(Named)));
        return option.Type switch
        {
            ApplicationCommandOptionType.Text => LengthComplaint(option, value.Length ?? value.Value.Length),
            ApplicationCommandOptionType.WholeNumber => WholeNumberComplaint(option, value.Value),
            ApplicationCommandOptionType.Number => NumberComplaint(option, value.Value),
            ApplicationCommandOptionType.Flag => value.Value is True or False
                ? null
                : _speech.Say(FrameworkTexts.OptionFlag, option.Name),
            ApplicationCommandOptionType.Attachment when value.File is null => _speech.Say(FrameworkTexts.OptionFromList, option.Name),
            _ => Snowflake.TryParse(value.Value, out _) ? null : _speech.Say(FrameworkTexts.OptionFromList, option.Name),
        };
    }

    /// <summary>A number can be written in several ways.</summary>
    private static bool IsChosen(JsonElement choice, string given) => choice.ValueKind == JsonValueKind.Number
        ? double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && choice.GetDouble().Equals(number)
        : choice.ToString() == given;

    private string Named(ApplicationCommandChoice choice) => $"`{texts.Say(locale, choice.Name)}`";

    private string? LengthComplaint(ApplicationCommandOption option, int length)
    {
        var max = option.MaxLength ?? CommandOptions.MaxText;
        var min = option.MinLength ?? 0;
        if (length > max)
            return _speech.Say(FrameworkTexts.OptionTooLong, option.Name, max, length);
        if (length >= min)
            return null;
        return length == 0 && min == 1
            ? _speech.Say(FrameworkTexts.OptionEmpty, option.Name)
            : _speech.Say(FrameworkTexts.OptionTooShort, option.Name, min, length);
    }

    private string? WholeNumberComplaint(ApplicationCommandOption option, string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return _speech.Say(FrameworkTexts.OptionWholeNumber, option.Name);
        var min = option.MinValue ?? -CommandOptions.MaxWholeNumber;
        var max = option.MaxValue ?? CommandOptions.MaxWholeNumber;
        return number >= min && number <= max
            ? null
            : _speech.Say(FrameworkTexts.OptionWholeRange, option.Name, min, max);
    }

    private string? NumberComplaint(ApplicationCommandOption option, string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return _speech.Say(FrameworkTexts.OptionNumber, option.Name);
        var min = option.MinValue ?? -CommandOptions.MaxNumber;
        var max = option.MaxValue ?? CommandOptions.MaxNumber;
        return number >= min && number <= max
            ? null
            : _speech.Say(FrameworkTexts.OptionRange, option.Name, min, max);
    }
}
