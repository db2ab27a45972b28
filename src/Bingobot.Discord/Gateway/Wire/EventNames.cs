using System.Text;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>Makes one string per event name instead of one per event. Not thread-safe; one per connection's reader.</summary>
internal sealed class EventNames
{
    private const int MostNames = 256;
    private const int LongestName = 64;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public EventNames() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestName)
            return Encoding.UTF8.GetString(utf8);
        Span<char> name = stackalloc char[LongestName];
        name = name[..Encoding.UTF8.GetChars(utf8, name)];
        if (_lookup.TryGetValue(name, out var known))
            return known;
        var made = new string(name);
        if (_names.Count < MostNames)
            _names.Add(made);
        return made;
    }
}
