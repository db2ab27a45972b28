using System.Text;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>The kinds of values that a plain event consists of.</summary>
internal enum PlainKind
{
    Boolean,
    SignedInteger,
    UnsignedInteger,
    Text,
}

/// <summary>One member of a plain event: how its JSON begins, and what may follow.</summary>
/// <param name="name">The member's name in JSON, not escaped.</param>
/// <param name="type">The type of its value: one that <see cref="KindOf"/> knows, or its nullable form.</param>
/// <param name="mayBeAbsent">Whether the contract takes a member that is not there for null.</param>
/// <param name="get">Its value in an event, as the contract asks for it when it writes.</param>
internal sealed class PlainMember(string name, Type type, bool mayBeAbsent, Func<object, object?>? get)
{
    private readonly byte[] _first = Begin('{', name);
    private readonly byte[] _next = Begin(',', name);

    /// <summary>The type of its value.</summary>
    public Type Type => type;

    public PlainKind Kind { get; } = KindOf(Nullable.GetUnderlyingType(type) ?? type)
        ?? throw new ArgumentException($"{type} is no type of plain values.");

    /// <summary>Whether the contract takes a member that is not there for null.</summary>
    public bool MayBeAbsent => mayBeAbsent;

    /// <summary>The least that a signed integer may be.</summary>
    public long Least { get; } = LeastOf(Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type));

    /// <summary>The most that an integer may be.</summary>
    public ulong Most { get; } = MostOf(Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type));

    /// <summary>The bytes from which its value follows: bracket or comma, name and colon.</summary>
    /// <param name="isFirst">Whether no member stands before it.</param>
    public ReadOnlySpan<byte> Beginning(bool isFirst) => isFirst ? _first : _next;

    /// <summary>The text that the member is in an event; null where it is none.</summary>
    public string? TextOf(object e) => get?.Invoke(e) as string;

    /// <summary>What a value of the type is read as; null where it is not one of these.</summary>
    public static PlainKind? KindOf(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => PlainKind.Boolean,
        TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => PlainKind.SignedInteger,
        TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => PlainKind.UnsignedInteger,
        TypeCode.String => PlainKind.Text,
        _ => null,
    };

    private static long LeastOf(TypeCode type) => type switch
    {
        TypeCode.SByte => sbyte.MinValue,
        TypeCode.Int16 => short.MinValue,
        TypeCode.Int32 => int.MinValue,
        TypeCode.Int64 => long.MinValue,
        _ => 0,
    };

    private static ulong MostOf(TypeCode type) => type switch
    {
        TypeCode.SByte => (ulong)sbyte.MaxValue,
        TypeCode.Byte => byte.MaxValue,
        TypeCode.Int16 => (ulong)short.MaxValue,
        TypeCode.UInt16 => ushort.MaxValue,
        TypeCode.Int32 => int.MaxValue,
        TypeCode.UInt32 => uint.MaxValue,
        TypeCode.Int64 => long.MaxValue,
        TypeCode.UInt64 => ulong.MaxValue,
        _ => 0,
    };

    private static byte[] Begin(char before, string name) => Encoding.UTF8.GetBytes($"{before}\"{JsonEncodedText.Encode(name)}\":");
}

/// <summary>The value of one member on its way into the event.</summary>
internal struct PlainValue
{
    /// <summary>An integer, with the sign of its type; 1 for true.</summary>
    public long Number;

    /// <summary>A text.</summary>
    public string? Text;

    /// <summary>Whether the member was not there.</summary>
    public bool IsAbsent;
}
