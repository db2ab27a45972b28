using System.Buffers;

namespace Bingobot.Framework;

/// <summary>
/// How commands and their options may be called. Discord allows letters of all scripts; these names are held to ASCII. See
/// <see href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming"/>.
/// </summary>
internal static class CommandNames
{
    private const int MaxName = 32;
    private const int MaxDescription = 100;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <exception cref="ArgumentException">It says what is allowed.</exception>
    public static void Check(string name, string description)
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(description);
        if (description.Length is 0 or > MaxDescription)
            throw new ArgumentException($"The description of '{name}' has 1 to {MaxDescription} characters.", nameof(description));
    }

    /// <exception cref="ArgumentException">It says what is allowed.</exception>
    public static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxName || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException(
                $"'{name}' is no name: 1 to {MaxName} of a-z, 0-9, hyphen and underscore are expected.", nameof(name));
        }
    }
}
