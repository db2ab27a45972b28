using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// What a component or modal is told by: <c>module:kind:key</c>, at most 87 characters. It holds all that a press needs, so that
/// a button works as long as its message stands, whatever was restarted in between. On its way to Discord it gets a seal, so that
/// nobody else can make one; modules and the stream know it without.
/// </summary>
/// <param name="Module">The module that deals with it.</param>
/// <param name="Kind">Which of the module's handlers does.</param>
/// <param name="Key">What the handler is to know; chosen by the module, may be empty and may contain colons.</param>
[Deterministic]
public readonly record struct CustomId(string Module, string Kind, string Key)
{
    /// <summary>The most characters that Discord takes, with the seal.</summary>
    public const int MaxLength = 100;

    /// <summary>The most characters of module, kind and key with the colons between them.</summary>
    public const int MaxUnsealed = MaxLength - CustomIdSeal.Overhead;

    private const char Separator = ':';

    /// <summary>Makes the text that a button, menu or modal is given.</summary>
    /// <exception cref="ArgumentException">A part is empty or contains a colon, or the whole is too long.</exception>
    public static string Of(string module, string kind, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(module);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(key);
        if (module.Contains(Separator, StringComparison.Ordinal) || kind.Contains(Separator, StringComparison.Ordinal))
            throw new ArgumentException($"Neither '{module}' nor '{kind}' may contain a colon.", nameof(module));
        var text = $"{module}{Separator}{kind}{Separator}{key}";
        return text.Length <= MaxUnsealed
            ? text
            : throw new ArgumentException(
                $"'{text}' has {text.Length} characters; a custom id has at most {MaxUnsealed}. Shorten the key.", nameof(key));
    }

    /// <summary>Takes such a text apart; false where it is of no module's making.</summary>
    public static bool TryParse(string text, out CustomId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        id = default;
        if (text.Length > MaxLength || text.Split(Separator, 3) is not [{ Length: > 0 } module, { Length: > 0 } kind, var key])
            return false;
        id = new CustomId(module, kind, key);
        return true;
    }
}
