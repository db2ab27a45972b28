using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>A user is typing an option of a command.</summary>
[Deterministic]
public sealed class Typing : IStates
{
    private readonly IReadOnlyList<OptionValue> _options;
    private readonly IStates _states;
    private readonly Speech _speech;

    internal Typing(Snowflake user, string text, IReadOnlyList<OptionValue> options, IStates states, Speech speech)
    {
        User = user;
        Text = text;
        _options = options;
        _states = states;
        _speech = speech;
    }

    /// <summary>Who is typing.</summary>
    public Snowflake User { get; }

    /// <summary>What was typed so far; may be empty.</summary>
    public string Text { get; }

    /// <summary>The user's language; null where Discord did not tell it.</summary>
    public string? Locale => _speech.Locale;

    /// <summary>What another option was given so far, unchecked; null where it was not.</summary>
    public string? Other(string option) => _options.FirstOrDefault(value => value.Name == option)?.Value;

    /// <summary>A text of the module in the user's language; see <see cref="Translations.Say"/>.</summary>
    public string Say(string text, params ReadOnlySpan<object?> values) => _speech.Say(text, values);

    /// <inheritdoc/>
    public TOther? StateOf<TOther>(string module)
        where TOther : class => _states.StateOf<TOther>(module);
}

/// <summary>What can be chosen for an option that is being typed.</summary>
/// <param name="Name">What people see; shortened to 100 characters.</param>
/// <param name="Value">
/// What the command is given: of a text at most 100 characters, of a number its digits. A suggestion that cannot be one is left out.
/// </param>
public sealed record Choice(string Name, string Value)
{
    /// <summary>A suggestion that is shown as it is given.</summary>
    public static Choice Of(string value) => new(value, value);
}
