using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bingobot.Sandbox;

/// <summary>Emojis as reactions name them: one of Unicode, or <c>name:id</c>
/// (<see href="https://docs.discord.com/developers/resources/message#create-reaction"/>).</summary>
internal static partial class EmojiName
{
    private const int MaxCharacters = 40;
    private const int Keycap = 0x20E3;

    public static bool IsOne(string text) => Custom().IsMatch(text) || IsUnicode(text);

    /// <summary>Symbols, and what joins and modifies them. Which sequences have a picture changes with every version of Unicode.</summary>
    private static bool IsUnicode(string text)
    {
        if (text.Length is 0 or > MaxCharacters)
            return false;
        bool hasSymbol = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherPunctuation when !rune.IsAscii:
                    hasSymbol = true;
                    break;
                case UnicodeCategory.EnclosingMark:
                    hasSymbol |= rune.Value == Keycap;
                    break;
                case UnicodeCategory.ModifierSymbol or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark when !rune.IsAscii:
                    break;
                default:
                    if (!char.IsAsciiDigit((char)rune.Value) && rune.Value is not ('#' or '*'))
                        return false;
                    break;
            }
        }

        return hasSymbol;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_]{2,32}:[0-9]{1,20}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Custom();
}
