using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>
/// Declares the options of a command, required ones first. Discord's client checks values against it, and the framework
/// does so again. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure"/>.
/// </summary>
public sealed class CommandOptions
{
    /// <summary>The most options of a command, and the most choices of an option.</summary>
    public const int MaxOptions = 25;

    /// <summary>The longest text that Discord takes.</summary>
    public const int MaxText = 6000;

    /// <summary>The most characters of a choice's name, and of its value where that is a text.</summary>
    public const int MaxChoice = 100;

    /// <summary>The greatest whole number that Discord takes, and negated the least: 2^53 - 1.</summary>
    public const long MaxWholeNumber = (1L << 53) - 1;

    /// <summary>The greatest number that Discord takes, and negated the least: 2^53.</summary>
    public const double MaxNumber = 1L << 53;

    private const int MaxFileTypes = 10;

    private readonly List<ApplicationCommandOption> _options = [];

    internal IReadOnlyList<ApplicationCommandOption> Declared => _options;

    /// <summary>A text of <paramref name="minLength"/> to <paramref name="maxLength"/> characters; with choices, one of these.</summary>
    public CommandOptions Text(
        string name,
        string description,
        bool required = false,
        int minLength = 0,
        int maxLength = MaxText,
        IReadOnlyList<string>? choices = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxLength, MaxText);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, Math.Max(1, minLength));
        return Add(Option(ApplicationCommandOptionType.Text, name, description, required) with
        {
            MinLength = minLength == 0 ? null : minLength,
            MaxLength = maxLength == MaxText ? null : maxLength,
            Choices = choices is null ? null : [.. choices.Select(choice => ApplicationCommandChoice.Of(choice, choice))],
        });
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>; with choices, one of these.</summary>
    public CommandOptions WholeNumber(
        string name,
        string description,
        bool required = false,
        long min = -MaxWholeNumber,
        long max = MaxWholeNumber,
        IReadOnlyList<(string Name, long Value)>? choices = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, -MaxWholeNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MaxWholeNumber);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        return Add(Option(ApplicationCommandOptionType.WholeNumber, name, description, required) with
        {
            MinValue = min == -MaxWholeNumber ? null : min,
            MaxValue = max == MaxWholeNumber ? null : max,
            Choices = choices is null ? null : [.. choices.Select(c => ApplicationCommandChoice.Of(c.Name, c.Value))],
        });
    }

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>; with choices, one of these.</summary>
    public CommandOptions Number(
        string name,
        string description,
        bool required = false,
        double min = -MaxNumber,
        double max = MaxNumber,
        IReadOnlyList<(string Name, double Value)>? choices = null)
    {
        if (!(min >= -MaxNumber && max <= MaxNumber && min <= max))
            throw new ArgumentOutOfRangeException(nameof(max), max, $"From {min} to {max} is no range within -2^53 and 2^53.");
        return Add(Option(ApplicationCommandOptionType.Number, name, description, required) with
        {
            MinValue = min.Equals(-MaxNumber) ? null : min,
            MaxValue = max.Equals(MaxNumber) ? null : max,
            Choices = choices is null ? null : [.. choices.Select(c => ApplicationCommandChoice.Of(c.Name, c.Value))],
        });
    }

    /// <summary>True or false.</summary>
    public CommandOptions Flag(string name, string description, bool required = false) =>
        Add(Option(ApplicationCommandOptionType.Flag, name, description, required));

    /// <summary>A user.</summary>
    public CommandOptions User(string name, string description, bool required = false) =>
        Add(Option(ApplicationCommandOptionType.User, name, description, required));

    /// <summary>A channel, of these types only where some are given.</summary>
    public CommandOptions Channel(
        string name, string description, bool required = false, IReadOnlyList<ChannelType>? types = null) =>
        Add(Option(ApplicationCommandOptionType.Channel, name, description, required) with { ChannelTypes = types });

    /// <summary>A role.</summary>
    public CommandOptions Role(string name, string description, bool required = false) =>
        Add(Option(ApplicationCommandOptionType.Role, name, description, required));

    /// <summary>A user or a role.</summary>
    public CommandOptions Mentionable(string name, string description, bool required = false) =>
        Add(Option(ApplicationCommandOptionType.Mentionable, name, description, required));

    /// <summary>A file.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is, 1 to 100 characters.</param>
    /// <param name="required">Whether it must be given.</param>
    /// <param name="types">
    /// What is offered: <c>image</c>, <c>video</c>, <c>audio</c> or extensions as <c>.pdf</c>, at most 10; null: anything. Discord's
    /// client looks at the name only; what is in the file is for the module to find out.
    /// </param>
    public CommandOptions File(string name, string description, bool required = false, IReadOnlyList<string>? types = null)
    {
        if (types is { Count: 0 or > MaxFileTypes })
            throw new ArgumentException($"Option '{name}' has 1 to {MaxFileTypes} file types, or none are given.", nameof(types));
        return Add(Option(ApplicationCommandOptionType.Attachment, name, description, required) with { FileTypes = types });
    }

    /// <summary>Lets the bot be asked for what can be chosen while an option is typed.</summary>
    /// <exception cref="ArgumentException">There is no such option, it has choices, or takes no text or number.</exception>
    internal void Complete(string name)
    {
        var index = _options.FindIndex(option => option.Name == name);
        if (index < 0)
            throw new ArgumentException($"There is no option '{name}' to complete; declare it before.", nameof(name));
        var option = _options[index];
        if (option.Choices is not null)
            throw new ArgumentException($"Option '{name}' has choices; it cannot be completed as well.", nameof(name));
        if (option.Type is not (ApplicationCommandOptionType.Text or ApplicationCommandOptionType.WholeNumber or ApplicationCommandOptionType.Number))
            throw new ArgumentException($"Option '{name}' takes no text or number, and cannot be completed.", nameof(name));
        _options[index] = option with { Autocomplete = true };
    }

    private static ApplicationCommandOption Option(
        ApplicationCommandOptionType type, string name, string description, bool required)
    {
        CommandNames.Check(name, description);
        return new ApplicationCommandOption
        {
            Type = type,
            Name = name,
            Description = description,
            Required = required ? true : null,
        };
    }

    private CommandOptions Add(ApplicationCommandOption option)
    {
        if (_options.Count == MaxOptions)
            throw new InvalidOperationException($"A command has at most {MaxOptions} options.");
        if (option.Choices is { Count: 0 or > MaxOptions })
            throw new ArgumentException($"Option '{option.Name}' has 1 to {MaxOptions} choices, or none are given.");
        if (option.Choices?.FirstOrDefault(IsTooLong) is { } tooLong)
        {
            throw new ArgumentException(
                $"The choice '{tooLong.Name}' of option '{option.Name}' has a name or value that is empty or longer than {MaxChoice} characters.");
        }
        if (option.Choices is { } choices && choices.Select(choice => choice.Name).Distinct(StringComparer.Ordinal).Count() < choices.Count)
            throw new ArgumentException($"Two choices of option '{option.Name}' have the same name.");
        if (_options.Exists(other => other.Name == option.Name))
            throw new ArgumentException($"Option '{option.Name}' is declared twice.");
        if (option.Required == true && _options.Exists(other => other.Required != true))
            throw new ArgumentException($"Option '{option.Name}' is required: declare it before those that are not.");
        _options.Add(option);
        return this;
    }

    private static bool IsTooLong(ApplicationCommandChoice choice) =>
        choice.Name.Length is 0 or > MaxChoice
        || (choice.Value.ValueKind == JsonValueKind.String && choice.Value.GetString()!.Length > MaxChoice);
}
