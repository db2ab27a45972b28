using System.Globalization;
using System.Text;
using System.Text.Json;
using Bingobot.Events.Tests.Samples;
using CsCheck;

namespace Bingobot.Events.Tests.Runtime;

public sealed class EventMatcherTests
{
    private static readonly string[] Names = ["a", "b", "0", "1", "ä", "a.b", "x\\u0061"];

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static readonly Gen<string> Scalars = Gen.OneOf(
        Gen.Int[0, 3].Select(i => i.ToString(CultureInfo.InvariantCulture)),
        Any("true", "false", "null", "\"a\"", "\"\\u0061\"", "\"ä\"", "\"1\"", "1.0", "-2e3", "\"\"", "\"\\ud83d\\ude00\""));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Scalars
        : Gen.OneOf(
            Scalars,
            Gen.Select(Any(Names), inner, Any(Names), inner)
                .Select(t => $$"""{ "{{t.Item1}}":{{t.Item2}}, "{{t.Item3}}" : {{t.Item4}} }"""),
            inner.Array[0, 3].Select(elements => $"[{string.Join(',', elements)}]"),
            Gen.Const("{}")));

    private static readonly Gen<string> Paths =
        Any("a", "b", "0", "1", "ä", "xa", "").Array[1, 3].Select(parts => string.Join('.', parts));

    /// <summary>The walk over JSON finds what a document object model finds.</summary>
    [Fact]
    public void Where_OnAnyJson_IsWhatADocumentTells() =>
        Gen.Select(Json, Paths, Any("a", "1", "0", "true", "null", "ä", "1.0", "", "{}", "[]", "😀"), Gen.Int[0, 30])
            .Sample(
                (json, path, value, cut) =>
                {
                    byte[] data = Encoding.UTF8.GetBytes(json);
                    if (cut == 0)
                        data = data[..(data.Length / 2)];
                    Recorded e = SomeEvents.At(2) with { Data = data };
                    bool expected = Expected(data, path, value);

                    Assert.Equal(expected, new EventFilter { Where = [new(path, value)] }.Matches(e));
                },
                iter: 20_000);

    [Fact]
    public void Where_OfSeveral_AllMustHold()
    {
        Recorded e = SomeEvents.At(2, """{"user":{"id":"7","roles":["x","y"]},"n":1}""");

        Assert.True(new EventFilter { Where = [new("user.id", "7"), new("user.roles.1", "y"), new("n", "1")] }.Matches(e));
        Assert.False(new EventFilter { Where = [new("user.id", "7"), new("n", "2")] }.Matches(e));
        Assert.False(new EventFilter { Where = [new("user.roles.2", "y")] }.Matches(e));
    }

    private static bool Expected(byte[] data, string path, string value)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(data);
        }
        catch (JsonException)
        {
            return false;
        }

        using JsonDocument disposed = json;
        JsonElement element = json.RootElement;
        foreach (string name in path.Split('.'))
        {
            if (element.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < element.GetArrayLength())
                element = element[index];
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return false;
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.ValueEquals(value),
            JsonValueKind.Null => value == "null",
            _ => element.GetRawText() == value,
        };
    }
}
