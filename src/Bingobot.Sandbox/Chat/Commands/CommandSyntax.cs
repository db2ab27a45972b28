using System.Text;

namespace Bingobot.Sandbox.Chat.Commands;

/// <summary>An option as it stands in a line: <c>name:value</c>.</summary>
/// <param name="Name">The name, as typed.</param>
/// <param name="NameAt">Where the name is, without its colon.</param>
/// <param name="Value">The value, without quotes and escapes.</param>
/// <param name="ValueAt">Where the value is, with its quotes; empty where nothing follows the colon.</param>
/// <param name="IsOpen">It begins with a quote that is never closed.</param>
internal sealed record OptionSyntax(string Name, TextSpan NameAt, string Value, TextSpan ValueAt, bool IsOpen);

/// <summary>
/// The shape of a line, read without knowing any command: <c>/word word … name:value name:"a value" …</c>.
/// </summary>
/// <remarks>
/// <para>A value in quotes ends at the next quote; within, <c>\"</c> is a quote and <c>\\</c> a backslash. The curved
/// quotes that phones type count as well.</para>
/// <para>A value without quotes goes on over spaces until the next <c>name:</c>, so that
/// <c>reason:talks too much</c> needs none. A name begins with a letter; <c>10:30</c> and <c>https://</c> are no names.</para>
/// </remarks>
/// <param name="Words">The words before the first option, without the slash.</param>
/// <param name="Options">The options, in the order of the line.</param>
/// <param name="Error">The first thing that cannot be read, or null. The rest is read as well as can be.</param>
internal sealed record CommandSyntax(
    IReadOnlyList<TextSpan> Words, IReadOnlyList<OptionSyntax> Options, CommandLineError? Error)
{
    /// <summary>Whether a line is meant as a command.</summary>
    public static bool IsCommand(string line) => line.AsSpan().TrimStart().StartsWith('/');

    /// <summary>Reads a line that <see cref="IsCommand"/>; the slash itself may be missing.</summary>
    public static CommandSyntax Read(string line) => new Scanner(line).Read();

    /// <summary>A value as it stands in a line: in quotes, where it needs some.</summary>
    public static string Quote(string value) =>
        value.IndexOfAny([' ', ':', '"', '\\']) < 0
            ? value
            : "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private sealed class Scanner(string line)
    {
        private readonly List<TextSpan> _words = [];
        private readonly List<OptionSyntax> _options = [];
        private CommandLineError? _error;
        private int _at;

        public CommandSyntax Read()
        {
            SkipSpace();
            if (_at < line.Length && line[_at] == '/')
                _at++;
            for (SkipSpace(); _at < line.Length; SkipSpace())
            {
                if (NameAt(_at) is { } name)
                    ReadOption(name);
                else
                    ReadWord();
            }

            return new CommandSyntax(_words, _options, _error);
        }

        private void ReadWord()
        {
            var word = new TextSpan(_at, WordEnd(_at));
            _at = word.End;
            if (_options.Count == 0)
                _words.Add(word);
            else
                Fail($"'{word.In(line)}' belongs to no option; a value with a quote in it is written \"like \\\"this\\\"\".", word);
        }

        private void ReadOption(TextSpan name)
        {
            _at = name.End + 1;
            var start = _at;
            SkipSpace();
            if (_at < line.Length && IsQuote(line[_at]))
                ReadQuoted(name);
            else
                ReadBare(name, start);
        }

        private void ReadQuoted(TextSpan name)
        {
            var start = _at++;
            var value = new StringBuilder();
            var isOpen = true;
            while (_at < line.Length && isOpen)
            {
                var character = line[_at++];
                if (IsQuote(character))
                    isOpen = false;
                else if (character == '\\' && _at < line.Length && (line[_at] == '\\' || IsQuote(line[_at])))
                    value.Append(line[_at++]);
                else
                    value.Append(character);
            }

            var span = new TextSpan(start, _at);
            _options.Add(new OptionSyntax(name.In(line), name, value.ToString(), span, isOpen));
            if (isOpen)
                Fail($"The quote after '{name.In(line)}:' is never closed.", span);
            else if (_at < line.Length && !char.IsWhiteSpace(line[_at]))
                Fail("A space is missing after the closing quote.", new TextSpan(_at, WordEnd(_at)));
        }

        private void ReadBare(TextSpan name, int start)
        {
            var end = start;
            while (_at < line.Length && (_at == start || NameAt(_at) is null))
            {
                _at = end = WordEnd(_at);
                SkipSpace();
            }

            _options.Add(new OptionSyntax(
                name.In(line), name, line[start..end].Trim(), new TextSpan(start, end), IsOpen: false));
        }

        private TextSpan? NameAt(int start)
        {
            if (!char.IsLetter(line[start]))
                return null;
            var end = start;
            while (end < line.Length && (char.IsLetterOrDigit(line[end]) || line[end] is '-' or '_'))
                end++;
            if (end == line.Length || line[end] != ':' || line.AsSpan(end + 1).StartsWith("//"))
                return null;
            return new TextSpan(start, end);
        }

        private int WordEnd(int start)
        {
            while (start < line.Length && !char.IsWhiteSpace(line[start]))
                start++;
            return start;
        }

        private void SkipSpace()
        {
            while (_at < line.Length && char.IsWhiteSpace(line[_at]))
                _at++;
        }

        private void Fail(string message, TextSpan where) => _error ??= new CommandLineError(message, where);

        private static bool IsQuote(char character) => character is '"' or '“' or '”' or '„';
    }
}
