using System.Globalization;
using CsCheck;

namespace Bingobot.Discord.Tests.Gateway.Wire.Envelopes;

/// <summary>JSON of all kinds, with and without white space.</summary>
internal static class JsonGen
{
    private static readonly Gen<string> Character = Gen.Frequency(
        (20, Gen.Char['a', 'z'].Select(static c => c.ToString())),
        (2, Gen.OneOf("\\\"", "\\\\", "\\/", "\\n", "\\u005b", "\\ud83c\\udfb2")),
        (2, Gen.OneOf("{", "}", "[", "]", ":", ",", " ")),
        (1, Gen.OneOf("é", "€", "🎲")));

    private static readonly Gen<string> Text = Character.Array[0, 40].Select(static parts => $"\"{string.Concat(parts)}\"");

    private static readonly Gen<string> Scalar = Gen.Frequency(
        (4, Text),
        (2, Gen.Long.Select(static value => value.ToString(CultureInfo.InvariantCulture))),
        (1, Gen.OneOf("0", "-0", "1.5e-3", "0.25E+7")),
        (1, Gen.OneOf("true", "false", "null")));

    private static readonly Gen<string> Space = Gen.Frequency((8, Gen.Const("")), (1, Gen.OneOf(" ", "\n", "\t  ", "\r\n")));

    /// <summary>An object or an array.</summary>
    public static Gen<string> Container { get; } = OfDepth(4);

    /// <summary>Any value.</summary>
    public static Gen<string> Value { get; } = Gen.Frequency((1, Scalar), (2, Container));

    private static Gen<string> OfDepth(int depth)
    {
        var value = depth == 0 ? Scalar : Gen.Frequency((2, Scalar), (1, OfDepth(depth - 1)));
        var items = Gen.Select(value, Space, static (item, space) => space + item + space).Array[0, 6];
        var fields = Gen.Select(Text, Space, value, static (name, space, item) => $"{space}{name}{space}:{space}{item}").Array[0, 6];
        return Gen.Frequency(
            (1, items.Select(static list => $"[{string.Join(',', list)}]")),
            (2, fields.Select(static list => $"{{{string.Join(',', list)}}}")));
    }
}
