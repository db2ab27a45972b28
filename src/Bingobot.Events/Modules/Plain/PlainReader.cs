using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events;

/// <summary>
/// Reads plain events in the very form in which they are written: all members in their order, without white space, texts of ASCII
/// without escapes. Whatever differs in anything is left to the JSON contract, which stays the one measure: what is read here
/// is read by it in the same way, in three to four times the time. Thread-safe.
/// </summary>
internal sealed class PlainReader
{
    /// <summary>What stands in a text as it is: ASCII but for control characters, quotation mark and backslash.</summary>
    private static readonly SearchValues<byte> TextBytes =
        SearchValues.Create([.. Enumerable.Range(' ', 0x7F - ' ').Select(value => (byte)value).Where(value => value is not ((byte)'"' or (byte)'\\'))]);

    [ThreadStatic]
    private static PlainValue[]? _values;

    private readonly PlainMember[] _members;
    private readonly Func<PlainValue[], object> _create;

    private PlainReader(PlainMember[] members, Func<PlainValue[], object> create) => (_members, _create) = (members, create);

    /// <summary>A reader for events of this contract, or null where they are not plain.</summary>
    public static PlainReader? For(JsonTypeInfo json) =>
        PlainContract.TryFind(json, out PlainMember[]? members, out Func<PlainValue[], object>? create)
            ? new PlainReader(members, create)
            : null;

    /// <summary>Reads an event.</summary>
    /// <param name="json">Its JSON, UTF-8.</param>
    /// <param name="written">
    /// The event that it was written from, or null: texts that are the same in both are not made anew, which of a long one is most of the cost.
    /// </param>
    /// <returns>Null where it is for the contract to read it.</returns>
    /// <exception cref="Exception">What the event's constructor throws, or a property of <paramref name="written"/>.</exception>
    public object? TryRead(ReadOnlySpan<byte> json, object? written = null)
    {
        PlainValue[] values = _values ?? [];
        if (values.Length < _members.Length)
            _values = values = new PlainValue[_members.Length];
        bool isFirst = true;
        for (int i = 0; i < _members.Length; i++)
        {
            PlainMember member = _members[i];
            ReadOnlySpan<byte> beginning = member.Beginning(isFirst);
            bool isThere = json.StartsWith(beginning);
            if (!isThere && !member.MayBeAbsent)
                return null;
            values[i].IsAbsent = !isThere;
            values[i].Text = null;
            if (!isThere)
                continue;
            isFirst = false;
            json = json[beginning.Length..];
            if (!TryReadValue(ref json, member, written, ref values[i]))
                return null;
        }

        return !isFirst && json is [(byte)'}'] ? _create(values) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadValue(ref ReadOnlySpan<byte> json, PlainMember member, object? written, ref PlainValue value) =>
        member.Kind switch
        {
            PlainKind.Text => TryReadText(ref json, written is null ? null : member.TextOf(written), ref value),
            PlainKind.UnsignedInteger => TryReadUnsigned(ref json, member.Most, ref value),
            PlainKind.SignedInteger => TryReadSigned(ref json, member, ref value),
            _ => TryReadBoolean(ref json, ref value),
        };

    private static bool TryReadText(ref ReadOnlySpan<byte> json, string? written, ref PlainValue value)
    {
        if (json is not [(byte)'"', ..])
            return false;
        json = json[1..];
        int length = json.IndexOfAnyExcept(TextBytes);
        if (length < 0 || json[length] != '"')
            return false;
        ReadOnlySpan<byte> text = json[..length];
        value.Text = written is not null && Ascii.Equals(text, written) ? written : Encoding.Latin1.GetString(text);
        json = json[(length + 1)..];
        return true;
    }

    private static bool TryReadUnsigned(ref ReadOnlySpan<byte> json, ulong most, ref PlainValue value)
    {
        if (!StartsWithNumber(json) || !Utf8Parser.TryParse(json, out ulong number, out int length) || number > most)
            return false;
        value.Number = (long)number;
        json = json[length..];
        return true;
    }

    private static bool TryReadSigned(ref ReadOnlySpan<byte> json, PlainMember member, ref PlainValue value)
    {
        bool isNegative = json is [(byte)'-', ..];
        if (!StartsWithNumber(isNegative ? json[1..] : json)
            || !Utf8Parser.TryParse(json, out long number, out int length)
            || number < member.Least
            || number > (long)member.Most
            || (number == 0 && isNegative))
            return false;
        value.Number = number;
        json = json[length..];
        return true;
    }

    /// <summary>Whether there is a digit, and it is no zero before others. What stands behind the number shows by what is expected there.</summary>
    private static bool StartsWithNumber(ReadOnlySpan<byte> json) =>
        json is [>= (byte)'1' and <= (byte)'9', ..] or [(byte)'0', < (byte)'0' or > (byte)'9', ..];

    private static bool TryReadBoolean(ref ReadOnlySpan<byte> json, ref PlainValue value)
    {
        bool isTrue = json.StartsWith("true"u8);
        if (!isTrue && !json.StartsWith("false"u8))
            return false;
        value.Number = isTrue ? 1 : 0;
        json = json[(isTrue ? "true"u8.Length : "false"u8.Length)..];
        return true;
    }
}
