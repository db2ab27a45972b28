using System.Text;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>The name of an event.</summary>
/// <param name="Text">As Discord has it.</param>
/// <param name="IsWanted">Whether the event's data is to be delivered.</param>
internal sealed record EventName(string Text, bool IsWanted);

/// <summary>Makes one string per event name instead of one per event. Not thread-safe; one per connection's reader.</summary>
/// <param name="wanted">The names that are wanted; null for all. READY always is.</param>
internal sealed class EventNames(IReadOnlySet<string>? wanted)
{
    private const int MostNames = 256;
    private const int LongestName = 64;

    private readonly Dictionary<string, EventName> _names = new(StringComparer.Ordinal);

    public EventName Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestName)
            return Get(Encoding.UTF8.GetString(utf8));
        Span<char> name = stackalloc char[LongestName];
        name = name[..Encoding.UTF8.GetChars(utf8, name)];
        if (_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known))
            return known;
        var made = Get(new string(name));
        if (_names.Count < MostNames)
            _names.Add(made.Text, made);
        return made;
    }

    public EventName Get(string name) => new(name, wanted is null || name == "READY" || wanted.Contains(name));
}
