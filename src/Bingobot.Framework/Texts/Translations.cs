using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// A module's texts in other languages. A text is found by itself as the module writes it, in English, so that one which nobody
/// has translated yet is said in English. Names of commands and options are found by their paths: <c>/vote start</c> and
/// <c>/vote start question</c>. Immutable and thread-safe; the machine's culture has no part in it.
/// </summary>
[Deterministic]
public sealed class Translations
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _byLocale;

    private Translations(FrozenDictionary<string, FrozenDictionary<string, string>> byLocale) => _byLocale = byLocale;

    /// <summary>No other language.</summary>
    public static Translations None { get; } = new(FrozenDictionary<string, FrozenDictionary<string, string>>.Empty);

    /// <summary>The languages, in ordinal order.</summary>
    public IReadOnlyList<string> Languages => [.. _byLocale.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads a language from a JSON object of texts, as <c>{"Open a vote": "Eine Abstimmung öffnen"}</c>.</summary>
    /// <param name="locale">One of <see cref="Locales.All"/>.</param>
    /// <param name="json">UTF-8; comments and commas at the end are allowed. It is read at once.</param>
    /// <exception cref="ArgumentException">Discord does not know the language, or it is given twice.</exception>
    /// <exception cref="JsonException">It is no object of texts, or a text is there twice.</exception>
    public Translations With(string locale, Stream json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!Locales.IsKnown(locale))
            throw new ArgumentException($"'{locale}' is no language of Discord's; there is {string.Join(", ", Locales.All)}.", nameof(locale));
        if (_byLocale.ContainsKey(locale))
            throw new ArgumentException($"The language '{locale}' is given twice.", nameof(locale));
        using var document = JsonDocument.Parse(
            json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("An object of texts is expected.");
        var texts = document.RootElement.EnumerateObject().ToFrozenDictionary(
            text => text.Name,
            text => text.Value.GetString() ?? throw new JsonException($"'{text.Name}' has no text."),
            StringComparer.Ordinal);
        return new Translations(_byLocale.Append(new(locale, texts)).ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>A text in a language; as it is where that is not to be had.</summary>
    /// <param name="locale">The language; null: English.</param>
    /// <param name="text">The text in English, with <c>{0}</c>, <c>{1}</c> … where values go.</param>
    /// <param name="values">What goes into it. Numbers and times are written alike in all languages.</param>
    public string Say(string? locale, string text, params ReadOnlySpan<object?> values)
    {
        ArgumentNullException.ThrowIfNull(text);
        var said = locale is null ? text : Find(locale, text) ?? text;
        return values.IsEmpty ? said : string.Format(CultureInfo.InvariantCulture, said, values);
    }

    /// <summary>The text in this language or in the one that stands for it; null where it is in neither.</summary>
    internal string? Find(string locale, string text) =>
        FindExactly(locale, text) ?? (Locales.FallbackOf(locale) is { } other ? FindExactly(other, text) : null);

    /// <summary>The text in all languages in which it is to be had and is another; null where there is none.</summary>
    internal IReadOnlyDictionary<string, string>? AllOf(string text)
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (var locale in Languages)
        {
            if (FindExactly(locale, text) is { } said && said != text)
                found.Add(locale, said);
        }
        return found.Count == 0 ? null : found;
    }

    private string? FindExactly(string locale, string text) =>
        _byLocale.TryGetValue(locale, out var texts) && texts.TryGetValue(text, out var said) ? said : null;
}
