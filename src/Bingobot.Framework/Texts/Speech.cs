using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Says a module's texts in the language of the one who is spoken to.</summary>
/// <param name="texts">The module's translations.</param>
/// <param name="locale">The language; null: English.</param>
[Deterministic]
public readonly struct Speech(Translations texts, string? locale)
{
    private readonly Translations? _texts = texts;

    /// <summary>The language; null where Discord did not tell it.</summary>
    public string? Locale { get; } = locale;

    /// <inheritdoc cref="Translations.Say"/>
    public string Say(string text, params ReadOnlySpan<object?> values) => (_texts ?? Translations.None).Say(Locale, text, values);
}
