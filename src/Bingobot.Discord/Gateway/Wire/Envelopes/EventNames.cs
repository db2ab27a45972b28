using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;

namespace Bingobot.Discord.Gateway.Wire.Envelopes;

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

    private readonly Dictionary<byte[], EventName>.AlternateLookup<ReadOnlySpan<byte>> _names =
        new Dictionary<byte[], EventName>(new NameComparer()).GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>A name that <see cref="Get(ReadOnlySpan{byte})"/> was asked for before.</summary>
    public bool TryGetKnown(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out EventName? name) => _names.TryGetValue(utf8, out name);

    /// <summary>A name as it stands in a string of JSON that has no escapes.</summary>
    public EventName Get(ReadOnlySpan<byte> utf8)
    {
        if (_names.TryGetValue(utf8, out var known))
            return known;
        var made = Get(Encoding.UTF8.GetString(utf8));
        if (utf8.Length <= LongestName && _names.Dictionary.Count < MostNames)
            _names[utf8] = made;
        return made;
    }

    public EventName Get(string name) => new(name, wanted is null || name == "READY" || wanted.Contains(name));

    private sealed class NameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        /// <summary>By the first and the last bytes: so the names of Discord's events are told apart.</summary>
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            const ulong Multiplier = 0x9e37_79b9_7f4a_7c15;
            if (alternate.Length < sizeof(ulong))
                return alternate.IsEmpty ? 0 : alternate.Length << 16 ^ alternate[0] << 8 ^ alternate[^1];
            var first = BinaryPrimitives.ReadUInt64LittleEndian(alternate);
            var last = BinaryPrimitives.ReadUInt64LittleEndian(alternate[^sizeof(ulong)..]);
            var mixed = (first ^ BitOperations.RotateLeft(last, 29) ^ (ulong)alternate.Length) * Multiplier;
            return (int)(mixed >> 32);
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
