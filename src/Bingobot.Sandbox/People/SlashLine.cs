using System.Text;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// A slash command as it is typed: <c>/vote start question:"Pizza?" options:"yes,no" duration:2m</c>. A value in quotes
/// ends with them (<c>\"</c> and <c>\\</c> stand for themselves); another ends where the next <c>option:</c> begins.
/// </summary>
internal static class SlashLine
{
    private const int MaxLength = 32 * 1024;

    /// <exception cref="SandboxException">404: no such command; 400: the rest cannot be read.</exception>
    public static (CommandLeaf Command, Dictionary<string, JsonElement> Options) Read(World world, ulong guildId, string line)
    {
        if (line.Length > MaxLength)
            throw new SandboxException(400, $"A command of {line.Length} characters is too long; {MaxLength} are allowed.");
        string text = line.Trim().TrimStart('/');
        (CommandLeaf Command, int End) longest = CommandTree.Leaves(world, guildId)
            .Select(leaf => (leaf, EndOf(leaf.FullName, text)))
            .Where(match => match.Item2 >= 0)
            .OrderByDescending(match => match.Item2)
            .FirstOrDefault();
        if (longest.Command is { } command)
            return (command, ReadOptions(command, text[longest.End..]));
        string words = string.Join(
            ' ',
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => !word.Contains(':', StringComparison.Ordinal)));
        return (CommandTree.Find(world, guildId, words), []);
    }

    /// <summary>Where the command's name ends, however many spaces are between its words; −1 where the text is another.</summary>
    private static int EndOf(string name, string text)
    {
        int end = 0;
        foreach (string word in name.Split(' '))
        {
            while (end < text.Length && text[end] == ' ')
                end++;
            if (!text.AsSpan(end).StartsWith(word, StringComparison.Ordinal))
                return -1;
            end += word.Length;
            if (end < text.Length && text[end] != ' ')
                return -1;
        }

        return end;
    }

    private static Dictionary<string, JsonElement> ReadOptions(CommandLeaf command, string text)
    {
        Dictionary<string, JsonElement> options = new(StringComparer.Ordinal);
        int position = 0;
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
                position++;
            if (position == text.Length)
                return options;
            int colon = text.IndexOf(':', position);
            string name = colon < 0 ? text[position..] : text[position..colon];
            if (colon < 0 || name.Contains(' ', StringComparison.Ordinal))
            {
                throw new SandboxException(
                    400,
                    $"\"{Lookup.Shorten(text[position..])}\" cannot be read: options are written name:value, and \"/{command.FullName}\" has {Lookup.Names(command.Options, o => o.GetText("name")!)}.");
            }

            (string value, position) = ReadValue(command, text, colon + 1);
            if (!options.TryAdd(name, Json.Element(w => w.WriteStringValue(value))))
                throw new SandboxException(400, $"Option \"{Lookup.Shorten(name)}\" is given twice.");
        }
    }

    private static (string Value, int Next) ReadValue(CommandLeaf command, string text, int start)
    {
        while (start < text.Length && text[start] == ' ')
            start++;
        if (start < text.Length && text[start] == '"')
            return ReadQuoted(text, start + 1);
        int end = text.Length;
        foreach (JsonElement option in command.Options)
        {
            int next = text.IndexOf($" {option.GetText("name")}:", start, StringComparison.Ordinal);
            if (next >= 0 && next < end)
                end = next;
        }

        return (text[start..end].Trim(), end);
    }

    private static (string Value, int Next) ReadQuoted(string text, int start)
    {
        StringBuilder value = new();
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '"')
                return (value.ToString(), i + 1);
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
                i++;
            value.Append(text[i]);
        }

        throw new SandboxException(400, $"The quotation mark before \"{Lookup.Shorten(text[start..])}\" is not closed.");
    }
}
