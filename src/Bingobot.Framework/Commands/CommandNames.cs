using System.Globalization;
using System.Text;

namespace Bingobot.Framework;

/// <summary>
/// How commands and their options may be called. See
/// <see href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming"/>.
/// </summary>
internal static class CommandNames
{
    public const int MaxName = 32;
    public const int MaxDescription = 100;

    /// <summary>A slash command, subcommand, group or option.</summary>
    /// <exception cref="ArgumentException">It says what is allowed.</exception>
    public static void Check(string name, string description)
    {
        CheckName(name);
        CheckDescription(name, description);
    }

    /// <summary>Letters of all scripts, lower-case where there is such a thing, digits, hyphen, underscore and apostrophe.</summary>
    /// <exception cref="ArgumentException">It says what is allowed.</exception>
    public static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var length = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsAllowed(rune))
            {
                throw new ArgumentException(
                    $"'{name}' is no name, because of '{rune}': lower-case letters, digits, hyphen, underscore and apostrophe are expected.",
                    nameof(name));
            }
            length++;
        }
        if (length is 0 or > MaxName)
            throw new ArgumentException($"'{name}' is no name: it has {length} characters, 1 to {MaxName} are allowed.", nameof(name));
    }

    /// <summary>A command of a context menu: any characters, also capitals and spaces inside.</summary>
    /// <exception cref="ArgumentException">It says what is allowed.</exception>
    public static void CheckMenuName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl) || name.Trim() != name)
        {
            throw new ArgumentException(
                $"'{name}' is no name of a context menu's command: 1 to {MaxName} characters without spaces around them are expected.",
                nameof(name));
        }
    }

    /// <exception cref="ArgumentException">It says what is allowed.</exception>
    public static void CheckDescription(string name, string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (description.Length is 0 or > MaxDescription)
        {
            throw new ArgumentException(
                $"The description of '{name}' has {description.Length} characters, 1 to {MaxDescription} are allowed.", nameof(description));
        }
    }

    private static bool IsAllowed(Rune rune) =>
        rune.Value is '-' or '_' or '\''
        || IsOfScript(rune)
        || (IsLetterOrNumber(Rune.GetUnicodeCategory(rune)) && Rune.ToLowerInvariant(rune) == rune);

    /// <summary>Unicode's categories L and N.</summary>
    private static bool IsLetterOrNumber(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Devanagari and Thai, whose vowel signs are neither letters nor numbers.</summary>
    private static bool IsOfScript(Rune rune) => rune.Value
        is (>= 0x0900 and <= 0x0950) or (>= 0x0955 and <= 0x0963) or (>= 0x0966 and <= 0x097F) or (>= 0xA8E0 and <= 0xA8FF)
        or (>= 0x0E01 and <= 0x0E3A) or (>= 0x0E40 and <= 0x0E5B);
}
