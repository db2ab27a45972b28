namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>What can follow at the caret.</summary>
/// <param name="Title">What the items are, or null where nothing is to be said.</param>
/// <param name="Hint">What is being typed, or null.</param>
/// <param name="Items">The best first; at most <see cref="MostItems"/>.</param>
internal sealed record Completion(string? Title, string? Hint, IReadOnlyList<CompletionItem> Items)
{
    /// <summary>So many items are offered at most.</summary>
    public const int MostItems = 25;

    /// <summary>Nothing.</summary>
    public static Completion None { get; } = new(null, null, []);
}

/// <summary>One thing that can follow.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Label">As it is typed.</param>
/// <param name="Description">For people.</param>
/// <param name="Detail">For an option what it takes, otherwise empty.</param>
/// <param name="IsRequired">An option that cannot be left out.</param>
/// <param name="Text">The line after it was chosen.</param>
/// <param name="Caret">Where the caret is then.</param>
internal sealed record CompletionItem(
    CompletionKind Kind, string Label, string Description, string Detail, bool IsRequired, string Text, int Caret);

/// <summary>Kinds of <see cref="CompletionItem"/>.</summary>
internal enum CompletionKind
{
    /// <summary>A command or subcommand.</summary>
    Command,

    /// <summary>An option's name.</summary>
    Option,

    /// <summary>An option's value.</summary>
    Value,

    /// <summary>A member, mentioned in a message.</summary>
    Mention,
}
