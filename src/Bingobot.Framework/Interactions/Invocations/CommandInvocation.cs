using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>A user used a slash command. The options were checked against their declaration.</summary>
[Deterministic]
public sealed class CommandInvocation : Invocation
{
    private readonly Dictionary<string, OptionValue> _options;

    internal CommandInvocation(IDecideContext context, InteractionReceived fact, Translations texts)
        : base(context, fact, texts) => _options = fact.Options.ToDictionary(option => option.Name, StringComparer.Ordinal);

    /// <summary>Whether an option was given.</summary>
    public bool Has(string option) => _options.ContainsKey(option);

    /// <summary>The text of an option that is required.</summary>
    public string Text(string option) => Value(option).Value;

    /// <summary>The text of an option, or null where it was not given.</summary>
    public string? TextOrNull(string option) => _options.GetValueOrDefault(option)?.Value;

    /// <summary>The whole number of an option that is required.</summary>
    public long WholeNumber(string option) => OptionCheck.WholeNumber(Value(option));

    /// <summary>The whole number of an option, or null where it was not given.</summary>
    public long? WholeNumberOrNull(string option) => Has(option) ? WholeNumber(option) : null;

    /// <summary>The number of an option that is required.</summary>
    public double Number(string option) => OptionCheck.Number(Value(option));

    /// <summary>The number of an option, or null where it was not given.</summary>
    public double? NumberOrNull(string option) => Has(option) ? Number(option) : null;

    /// <summary>Whether an option was given as true.</summary>
    public bool Flag(string option) => TextOrNull(option) == OptionCheck.True;

    /// <summary>The user, channel or role of an option that is required.</summary>
    public Mentioned Mentioned(string option)
    {
        var value = Value(option);
        return new Mentioned(Snowflake.Parse(value.Value), value.Label ?? value.Value, value.Bot == true) { IsRole = value.IsRole == true };
    }

    /// <summary>The user, channel or role of an option, or null where it was not given.</summary>
    public Mentioned? MentionedOrNull(string option) => Has(option) ? Mentioned(option) : null;

    /// <summary>The file of an option that is required.</summary>
    public AttachedFile File(string option) => Value(option).File
        ?? throw new KeyNotFoundException($"The option '{option}' is no file, or Discord did not tell of it.");

    /// <summary>The file of an option, or null where it was not given.</summary>
    public AttachedFile? FileOrNull(string option) => Has(option) ? File(option) : null;

    private OptionValue Value(string option) => _options.TryGetValue(option, out var value)
        ? value
        : throw new KeyNotFoundException($"The option '{option}' was not given, and is not declared as required.");
}
