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

    /// <summary>The greatest whole number that Discord takes, and negated the least: 2^53 - 1.</summary>
    public const long MaxWholeNumber = (1L << 53) - 1;

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
            MinLength = minLength,
            MaxLength = maxLength,
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
            MinValue = min,
            MaxValue = max,
            Choices = choices is null ? null : [.. choices.Select(c => ApplicationCommandChoice.Of(c.Name, c.Value))],
        });
    }

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public CommandOptions Number(
        string name,
        string description,
        bool required = false,
        double min = -MaxWholeNumber,
        double max = MaxWholeNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        return Add(Option(ApplicationCommandOptionType.Number, name, description, required) with
        {
            MinValue = min,
            MaxValue = max,
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
        if (_options.Exists(other => other.Name == option.Name))
            throw new ArgumentException($"Option '{option.Name}' is declared twice.");
        if (option.Required == true && _options.Exists(other => other.Required != true))
            throw new ArgumentException($"Option '{option.Name}' is required: declare it before those that are not.");
        _options.Add(option);
        return this;
    }
}
