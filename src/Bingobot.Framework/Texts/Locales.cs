using System.Collections.Frozen;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// The languages that Discord knows. See <see href="https://docs.discord.com/developers/reference#locales"/>.
/// </summary>
[Deterministic]
public static class Locales
{
    /// <summary>American English: what modules write their texts in.</summary>
    public const string English = "en-US";

    /// <summary>German.</summary>
    public const string German = "de";

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "id", German, "da", "en-GB", English, "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro",
            "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
        ],
        StringComparer.Ordinal);

    /// <summary>All of them, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Order(StringComparer.Ordinal)];

    /// <summary>Whether Discord knows this language.</summary>
    public static bool IsKnown(string locale) => Known.Contains(locale);

    /// <summary>The language that Discord takes where a text is not to be had in this one; null: the one it was written in.</summary>
    internal static string? FallbackOf(string locale) => locale switch
    {
        English => "en-GB",
        "en-GB" => English,
        "es-419" => "es-ES",
        _ => null,
    };
}
