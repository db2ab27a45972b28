namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>Finds what can follow at the caret of a line.</summary>
internal static class Completer
{
    /// <summary>What can follow.</summary>
    /// <param name="line">The whole line: a command that begins with a slash, or a message.</param>
    /// <param name="caret">Where the caret is, 0 to the line's length.</param>
    /// <param name="scope">What can be named.</param>
    public static Completion At(string line, int caret, CommandScope scope)
    {
        caret = Math.Clamp(caret, 0, line.Length);
        if (!CommandSyntax.IsCommand(line))
            return Mentions(line, caret, scope);
        if (caret <= line.IndexOf('/', StringComparison.Ordinal))
            return Completion.None;

        var syntax = CommandSyntax.Read(line);
        string[] words = [.. syntax.Words.Where(word => word.End < caret).Select(word => word.In(line))];
        return TypedCommand.LongestCalled(words, scope, out var used) is { } command && used == words.Length
            ? AfterCommand(new Line(line, caret, syntax, command), scope)
            : Commands(line, caret, syntax, scope);
    }

    private static Completion Mentions(string line, int caret, CommandScope scope)
    {
        var start = WordStart(line, caret);
        if (start == caret || line[start] != '@')
            return Completion.None;
        var typed = line[(start + 1)..caret];
        var items = scope.Members
            .Where(member => member.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(member => Item(
                CompletionKind.Mention, "@" + member.Name, member.IsBot ? "Bot" : "Member", line, start, caret, $"@{member.Name} "));
        return Offer("Members", null, items);
    }

    private static Completion Commands(string line, int caret, CommandSyntax syntax, CommandScope scope)
    {
        var typed = string.Join(' ', syntax.Words.Where(word => word.Start < caret).Select(word => word.In(line)));
        var start = line.IndexOf('/', StringComparison.Ordinal);
        var end = syntax.Words.Count > 0 ? Math.Max(caret, syntax.Words[^1].End) : caret;
        var items = scope.Commands
            .Select(command => (Command: command, Rank: Rank(command.Name, typed)))
            .Where(ranked => ranked.Rank >= 0)
            .OrderBy(ranked => ranked.Rank)
            .ThenBy(ranked => ranked.Command.Name, StringComparer.Ordinal)
            .Select(ranked => ranked.Command)
            .Select(command => Item(
                CompletionKind.Command,
                "/" + command.Name,
                command.Description,
                line,
                start,
                end,
                command.Options.Count > 0 ? $"/{command.Name} " : "/" + command.Name));
        return Offer("Commands", null, items);
    }

    /// <summary>0 where the name begins with what was typed, 1 where a later word of it does, otherwise −1.</summary>
    private static int Rank(string name, string typed)
    {
        if (name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            return 0;
        return name.Contains(" " + typed, StringComparison.OrdinalIgnoreCase) ? 1 : -1;
    }

    private static Completion AfterCommand(Line line, CommandScope scope)
    {
        if (line.OptionWithCaretInName() is { } named)
            return Options(line, named.NameAt.Start, named.NameAt.End + 1);
        if (line.OptionWithCaretInValue() is not { } typed)
            return Options(line, WordStart(line.Text, line.Caret), line.Caret);

        var option = line.Command.Options.FirstOrDefault(option => IsCalled(option, typed.Name));
        if (option is null)
            return Completion.None;
        var hint = $"{option.Name}: {option.Description} – {TypedValues.Describe(option)}";
        var values = Values(option, scope);
        if (values.Count > 0)
            return ValuesOf(line, typed, values, hint);

        var word = WordStart(line.Text, line.Caret);
        var isLaterWord = word > typed.ValueAt.Start && word < line.Caret && typed.Value.Length > line.Caret - word;
        var next = isLaterWord && line.Text[typed.ValueAt.Start] != '"' ? Options(line, word, line.Caret) : Completion.None;
        return next with { Hint = hint };
    }

    private static Completion Options(Line line, int start, int end)
    {
        var prefix = line.Text[start..Math.Min(end, line.Caret)].TrimEnd(':');
        var items = line.Command.Options
            .Where(option => option.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Where(option => !line.Syntax.Options.Any(given => given.NameAt.Start != start && IsCalled(option, given.Name)))
            .OrderByDescending(option => option.IsRequired)
            .Select(option => Item(
                CompletionKind.Option, option.Name + ":", option.Description, line.Text, start, end, option.Name + ":") with
            {
                Detail = TypedValues.Describe(option),
                IsRequired = option.IsRequired,
            });
        return Offer($"/{line.Command.Name} – {line.Command.Description}", null, items);
    }

    private static Completion ValuesOf(Line line, OptionSyntax typed, IReadOnlyList<(string Text, string About)> values, string hint)
    {
        var prefix = line.Text[typed.ValueAt.Start..Math.Min(line.Caret, typed.ValueAt.End)].Trim().TrimStart('"', '@', '#');
        var items = values
            .Where(value => value.Text.TrimStart('@', '#').StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(value => Item(
                CompletionKind.Value, value.Text, value.About, line.Text, typed.ValueAt.Start, typed.ValueAt.End, CommandSyntax.Quote(value.Text) + " "));
        return Offer(typed.Name, hint, items);
    }

    private static IReadOnlyList<(string Text, string About)> Values(OptionView option, CommandScope scope)
    {
        if (option.Choices.Count > 0)
            return [.. option.Choices.Select(choice => (choice.Name, ""))];
        return option.Kind switch
        {
            OptionKind.Boolean => [("true", ""), ("false", "")],
            OptionKind.User => [.. Members(scope)],
            OptionKind.Role => [.. Roles(scope)],
            OptionKind.Mentionable => [.. Members(scope), .. Roles(scope)],
            OptionKind.Channel =>
                [.. scope.Channels.Select(channel => ("#" + channel.Name, channel.Kind == ChannelKind.Voice ? "Voice" : "Text"))],
            _ => [],
        };
    }

    private static IEnumerable<(string Text, string About)> Members(CommandScope scope) =>
        scope.Members.Select(member => ("@" + member.Name, member.IsBot ? "Bot" : "Member"));

    private static IEnumerable<(string Text, string About)> Roles(CommandScope scope) =>
        scope.Roles.Select(role => ("@" + role.Name.TrimStart('@'), "Role"));

    private static Completion Offer(string title, string? hint, IEnumerable<CompletionItem> items)
    {
        CompletionItem[] offered = [.. items.Take(Completion.MostItems)];
        return offered.Length == 0 && hint is null ? Completion.None : new Completion(title, hint, offered);
    }

    private static CompletionItem Item(
        CompletionKind kind, string label, string description, string line, int start, int end, string replacement)
    {
        var rest = line[end..];
        if (replacement.EndsWith(' ') && rest.StartsWith(' '))
            rest = rest[1..];
        return new CompletionItem(
            kind, label, description, "", IsRequired: false, line[..start] + replacement + rest, start + replacement.Length);
    }

    private static bool IsCalled(OptionView option, string name) =>
        string.Equals(option.Name, name, StringComparison.OrdinalIgnoreCase);

    private static int WordStart(string line, int caret)
    {
        while (caret > 0 && !char.IsWhiteSpace(line[caret - 1]))
            caret--;
        return caret;
    }

    /// <summary>A line whose command is known.</summary>
    private sealed record Line(string Text, int Caret, CommandSyntax Syntax, CommandView Command)
    {
        public OptionSyntax? OptionWithCaretInName() => Syntax.Options.FirstOrDefault(option => option.NameAt.Touches(Caret));

        /// <summary>The option in whose value the caret is; behind the closing quote it no longer is.</summary>
        public OptionSyntax? OptionWithCaretInValue() => Syntax.Options.FirstOrDefault(option =>
            Caret > option.NameAt.End && (Caret < option.ValueAt.End || (Caret == option.ValueAt.End && !IsClosed(option))));

        private bool IsClosed(OptionSyntax option) =>
            !option.IsOpen && option.ValueAt.Length > 1 && Text[option.ValueAt.Start] is '"' or '“' or '”' or '„';
    }
}
