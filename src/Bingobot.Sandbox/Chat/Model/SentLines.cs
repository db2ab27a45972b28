namespace Bingobot.Sandbox.Chat.Model;

/// <summary>What the composer's box shall contain.</summary>
/// <param name="Text">The text.</param>
/// <param name="Caret">Where the caret is.</param>
public sealed record BoxContent(string Text, int Caret);

/// <summary>The lines that were sent from one page, to be fetched again with the arrow keys.</summary>
internal sealed class SentLines
{
    private const int MostLines = 50;
    private readonly List<string> _lines = [];
    private int _at;

    /// <summary>A line was sent; the oldest beyond fifty are forgotten.</summary>
    public void Add(string line)
    {
        _lines.Remove(line);
        _lines.Add(line);
        if (_lines.Count > MostLines)
            _lines.RemoveAt(0);
        _at = _lines.Count;
    }

    /// <summary>The line before the one that is in the box; null where the box contains anything else, or there is none.</summary>
    public BoxContent? Before(string text) => IsUntouched(text) && _at > 0 ? Content(_lines[--_at]) : null;

    /// <summary>The line after the one that is in the box, finally the empty one; null as for <see cref="Before"/>.</summary>
    public BoxContent? After(string text)
    {
        if (!IsUntouched(text) || _at >= _lines.Count)
            return null;
        _at++;
        return Content(_at == _lines.Count ? "" : _lines[_at]);
    }

    private static BoxContent Content(string line) => new(line, line.Length);

    private bool IsUntouched(string text)
    {
        if (text.Length == 0)
            _at = _lines.Count;
        return text.Length == 0 || (_at < _lines.Count && _lines[_at] == text);
    }
}
