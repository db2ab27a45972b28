using System.Text.Json;

namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>An option that is being typed and that the bot completes.</summary>
/// <param name="Command">The command.</param>
/// <param name="Option">The option.</param>
/// <param name="Given">What was typed so far, of all its options.</param>
/// <param name="ValueAt">Where the option's value is.</param>
internal sealed record AskedOption(
    CommandView Command, OptionView Option, IReadOnlyDictionary<string, JsonElement> Given, TextSpan ValueAt)
{
    /// <summary>The one at the caret; null where nothing is to be asked.</summary>
    public static AskedOption? At(string line, int caret, CommandScope scope)
    {
        if (!CommandSyntax.IsCommand(line))
            return null;
        var syntax = CommandSyntax.Read(line);
        string[] words = [.. syntax.Words.Select(word => word.In(line))];
        if (TypedCommand.LongestCalled(words, scope, out var used) is not { } command || used != words.Length)
            return null;
        var typed = syntax.Options.FirstOrDefault(option => caret > option.NameAt.End && caret <= Math.Max(option.ValueAt.End, option.NameAt.End + 1));
        if (typed is null || Of(command, typed.Name) is not { IsCompleted: true } asked)
            return null;
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var option in syntax.Options)
        {
            if (Of(command, option.Name) is { } known)
                given[known.Name] = JsonSerializer.SerializeToElement(option.Value);
        }

        var at = typed.ValueAt.Length > 0 ? typed.ValueAt : new TextSpan(typed.NameAt.End + 1, typed.NameAt.End + 1);
        return new AskedOption(command, asked, given, at);
    }

    /// <summary>What the bot suggested, as it can be chosen: a suggestion is shown by its name, and its value is typed.</summary>
    public Completion Offer(string line, IReadOnlyList<ChoiceView> choices)
    {
        var hint = $"{Option.Name}: {Option.Description}";
        return new Completion(Option.Name, hint, [.. choices.Take(Completion.MostItems).Select(choice => Item(line, choice))]);
    }

    private CompletionItem Item(string line, ChoiceView choice)
    {
        var value = choice.Value.ToString();
        var text = CommandSyntax.Quote(value) + " ";
        var rest = line[ValueAt.End..].TrimStart(' ');
        return new CompletionItem(
            CompletionKind.Value,
            choice.Name,
            choice.Name == value ? "" : value,
            "",
            IsRequired: false,
            line[..ValueAt.Start] + text + rest,
            ValueAt.Start + text.Length);
    }

    private static OptionView? Of(CommandView command, string name) =>
        command.Options.FirstOrDefault(option => string.Equals(option.Name, name, StringComparison.OrdinalIgnoreCase));
}
