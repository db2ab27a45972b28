using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>
/// Retention that is over as soon as an event is of no more use, but never within the run of the program that recorded what ends it:
/// whoever reads the log between two runs has seen every event before it goes. Asked anew by each compaction.
/// </summary>
/// <param name="clock">The stream's clock.</param>
/// <param name="start">When the run began, by that clock; no event of it is older.</param>
internal sealed class ShortRetention(TimeProvider clock, DateTimeOffset start) : IReadOnlyDictionary<string, Retention>
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(1);

    public int Count => Rules.Count;

    public IEnumerable<string> Keys => Rules.Keys;

    public IEnumerable<Retention> Values => Rules.Values;

    private Dictionary<string, Retention> Rules
    {
        get
        {
            TimeSpan after = clock.GetUtcNow() - start + Margin;
            return new Dictionary<string, Retention>(StringComparer.Ordinal)
            {
                [Happenings.Noted.Name] = Retention.UntilNext(after: after),
                [Happenings.Arrived.Name] = Retention.UntilNext(after: after),
                [Happenings.Counted.Name] = Retention.UntilNext("name", after),
                [Happenings.Rounded.Name] = Retention.UntilNext("name", after),
                [Happenings.Compared.Name] = Retention.UntilNext("name", after),
                [Happenings.AlarmSet.Name] = Retention.Until(Happenings.AlarmRang, "key", after),
                [Happenings.AlarmRang.Name] = Retention.UntilNext("key", after),
                [Happenings.AlarmCancelled.Name] = Retention.UntilNext("key", after),
            };
        }
    }

    public Retention this[string key] => Rules[key];

    public bool ContainsKey(string key) => Rules.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Retention value) => Rules.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, Retention>> GetEnumerator() => Rules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
