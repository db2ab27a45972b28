using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>A command that can be sent to the bot.</summary>
/// <param name="Command">Which.</param>
/// <param name="Options">Its options by name, as <see cref="ISandbox.InvokeCommandAsync"/> takes them.</param>
internal sealed record TypedCommand(CommandView Command, IReadOnlyDictionary<string, JsonElement> Options)
{
    /// <summary>Reads a line as a person types it; <see cref="CommandSyntax"/> says how it is written.</summary>
    /// <param name="line">For instance <c>/vote start question:"Pizza?" options:"yes,no" duration:2m</c>.</param>
    /// <param name="scope">What it can name.</param>
    /// <param name="command">The command, where the line is one.</param>
    /// <param name="error">Otherwise, what to show.</param>
    public static bool TryParse(
        string line,
        CommandScope scope,
        [NotNullWhen(true)] out TypedCommand? command,
        [NotNullWhen(false)] out CommandLineError? error)
    {
        command = null;
        var syntax = CommandSyntax.Read(line);
        if (!TryFind(line, syntax, scope, out var view, out error))
            return false;
        error = syntax.Error;
        if (error is not null)
            return false;

        var options = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var option in syntax.Options)
        {
            error = ReadOption(view, option, scope, options);
            if (error is not null)
                return false;
        }

        if (view.Options.FirstOrDefault(option => option.IsRequired && !options.ContainsKey(option.Name)) is { } missing)
        {
            var message = $"/{view.Name} needs '{missing.Name}:' ({missing.Description}). It takes {TypedValues.Describe(missing)}.";
            error = new CommandLineError(message, new TextSpan(line.Length, line.Length));
            return false;
        }

        command = new TypedCommand(view, options);
        error = null;
        return true;
    }

    /// <summary>Finds the command whose name is all the words of a line before its options.</summary>
    private static bool TryFind(
        string line,
        CommandSyntax syntax,
        CommandScope scope,
        [NotNullWhen(true)] out CommandView? command,
        [NotNullWhen(false)] out CommandLineError? error)
    {
        string[] words = [.. syntax.Words.Select(word => word.In(line))];
        command = LongestCalled(words, scope, out var used);
        if (command is null)
            error = Unknown(line, syntax, words, scope);
        else
            error = used == words.Length ? null : Stray(line, syntax.Words[used], command);
        return error is null;
    }

    /// <summary>The command whose name is the longest beginning of the words, and how many of them it is.</summary>
    internal static CommandView? LongestCalled(IReadOnlyList<string> words, CommandScope scope, out int used)
    {
        for (used = words.Count; used > 0; used--)
        {
            var name = string.Join(' ', words.Take(used));
            if (scope.Commands.FirstOrDefault(command => IsCalled(command, name)) is { } command)
                return command;
        }

        return null;
    }

    private static bool IsCalled(CommandView command, string name) =>
        string.Equals(command.Name, name, StringComparison.OrdinalIgnoreCase);

    private static CommandLineError Stray(string line, TextSpan word, CommandView command)
    {
        var text = word.In(line);
        var message = command.Options.Count == 0
            ? $"/{command.Name} takes no options, so '{text}' belongs to nothing."
            : $"'{text}' belongs to no option. Say which it is for, as {command.Options[0].Name}:{text}";
        return new CommandLineError(message, word);
    }

    private static CommandLineError Unknown(string line, CommandSyntax syntax, string[] words, CommandScope scope)
    {
        if (scope.Commands.Count == 0)
            return new CommandLineError("The bot has not registered any commands yet.", new TextSpan(0, line.Length));
        if (words.Length == 0)
            return new CommandLineError("Type a command's name after the slash.", new TextSpan(0, line.Length));

        var where = new TextSpan(syntax.Words[0].Start, syntax.Words[^1].End);
        string[] subcommands =
        [
            .. scope.Commands.Select(command => command.Name)
                .Where(name => name.StartsWith(words[0] + " ", StringComparison.OrdinalIgnoreCase)),
        ];
        if (subcommands.Length > 0)
        {
            var choice = string.Join(", ", subcommands.Select(name => "/" + name));
            var start = words.Length == 1 ? $"/{words[0]} needs a subcommand" : $"/{words[0]} has no subcommand '{words[1]}'";
            return new CommandLineError($"{start}: {choice}.", where);
        }

        var typed = string.Join(' ', words.Take(2));
        var names = scope.Commands.Select(command => command.Name).ToArray();
        var question = Nearest.Question(typed, names, "/");
        if (question.Length == 0)
            question = Nearest.Question(words[0], names.Select(name => name.Split(' ')[0]).Distinct(), "/");
        return new CommandLineError($"There is no command /{words[0]}.{question}", where);
    }

    private static CommandLineError? ReadOption(
        CommandView command, OptionSyntax syntax, CommandScope scope, SortedDictionary<string, JsonElement> options)
    {
        var option = command.Options.FirstOrDefault(option =>
            string.Equals(option.Name, syntax.Name, StringComparison.OrdinalIgnoreCase));
        if (option is null)
            return new CommandLineError(UnknownOption(command, syntax.Name), syntax.NameAt);
        if (options.ContainsKey(option.Name))
            return new CommandLineError($"'{option.Name}:' is given twice.", syntax.NameAt);

        var problem = TypedValues.Read(option, syntax.Value, scope, out var value);
        if (problem is not null)
            return new CommandLineError(problem, syntax.ValueAt.Length > 0 ? syntax.ValueAt : syntax.NameAt);
        options.Add(option.Name, value);
        return null;
    }

    private static string UnknownOption(CommandView command, string name)
    {
        if (command.Options.Count == 0)
            return $"/{command.Name} takes no options.";
        var names = command.Options.Select(option => option.Name).ToArray();
        var question = Nearest.Question(name, names);
        return question.Length > 0
            ? $"/{command.Name} has no option '{name}'.{question}"
            : $"/{command.Name} has no option '{name}'. It has {string.Join(", ", names)}. Text with a colon goes into quotes.";
    }
}
