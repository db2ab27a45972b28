using System.Globalization;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>What an option that is completed is declared with.</summary>
/// <param name="Module">The module that completes it.</param>
/// <param name="Path">The command.</param>
/// <param name="Option">Its option.</param>
/// <param name="Terms">On which terms the command can be used.</param>
/// <param name="Texts">The module's translations.</param>
internal sealed record CompletionDeclaration(string Module, string Path, string Option, Terms Terms, Translations Texts);

/// <summary>Completes an option of a command, whatever the type of the module's state.</summary>
internal abstract class Completion(CompletionDeclaration declaration)
{
    public CompletionDeclaration Declaration { get; } = declaration;

    /// <summary>What can be chosen: at most 25, of the option's type.</summary>
    /// <param name="fact">Who is typing what.</param>
    /// <param name="focused">The option that is being typed.</param>
    /// <param name="states">The states to read.</param>
    public IReadOnlyList<ApplicationCommandChoice> Choices(InteractionReceived fact, OptionValue focused, IStates states)
    {
        List<ApplicationCommandChoice> choices = [];
        Typing typing = new(fact.User, focused.Value, fact.Options, states, new Speech(Declaration.Texts, fact.Locale));
        foreach (var suggestion in Suggest(typing, states))
        {
            if (choices.Count == CommandOptions.MaxOptions)
                break;
            if (ToChoice(suggestion, focused.Type) is { } choice)
                choices.Add(choice);
        }
        return choices;
    }

    protected abstract IEnumerable<Choice> Suggest(Typing typing, IStates states);

    private static ApplicationCommandChoice? ToChoice(Choice suggestion, ApplicationCommandOptionType type)
    {
        if (suggestion.Name.Length == 0)
            return null;
        var name = Markdown.Shorten(suggestion.Name, CommandOptions.MaxChoice);
        return type switch
        {
            ApplicationCommandOptionType.Text => suggestion.Value.Length is >= 1 and <= CommandOptions.MaxChoice
                ? ApplicationCommandChoice.Of(name, suggestion.Value)
                : null,
            ApplicationCommandOptionType.WholeNumber =>
                long.TryParse(suggestion.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    && Math.Abs(whole) <= CommandOptions.MaxWholeNumber
                ? ApplicationCommandChoice.Of(name, whole)
                : null,
            _ => double.TryParse(suggestion.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && Math.Abs(number) <= CommandOptions.MaxNumber
                ? ApplicationCommandChoice.Of(name, number)
                : null,
        };
    }
}

/// <summary>A completion of a module with this state; there are no suggestions while the module is stopped.</summary>
internal sealed class Completion<TState>(CompletionDeclaration declaration, AutocompleteHandler<TState> suggest) : Completion(declaration)
    where TState : class
{
    protected override IEnumerable<Choice> Suggest(Typing typing, IStates states) =>
        states.StateOf<TState>(Declaration.Module) is { } state ? suggest(state, typing) : [];
}
