using System.IO.Hashing;
using System.Numerics;
using System.Text;

namespace Bingobot.Events;

/// <summary>Finds event types by the UTF-8 bytes of their names, without a string. Immutable, thread-safe.</summary>
internal sealed class EventTypeTable
{
    private readonly (byte[] Name, EventRegistration Type)[] _slots;
    private readonly int _mask;

    /// <param name="types">The types by every name that they are recorded under.</param>
    public EventTypeTable(IReadOnlyDictionary<string, EventRegistration> types)
    {
        _slots = new (byte[], EventRegistration)[BitOperations.RoundUpToPowerOf2((uint)types.Count * 2 + 1)];
        _mask = _slots.Length - 1;
        foreach ((string text, EventRegistration type) in types)
        {
            byte[] name = Encoding.UTF8.GetBytes(text);
            int at = SlotOf(name);
            while (_slots[at].Name is not null)
                at = (at + 1) & _mask;
            _slots[at] = (name, type);
        }
    }

    /// <summary>The type of that name, or null.</summary>
    public EventRegistration? Find(ReadOnlySpan<byte> name)
    {
        for (int at = SlotOf(name); _slots[at].Name is { } known; at = (at + 1) & _mask)
        {
            if (name.SequenceEqual(known))
                return _slots[at].Type;
        }

        return null;
    }

    private int SlotOf(ReadOnlySpan<byte> name) => (int)XxHash3.HashToUInt64(name) & _mask;
}
