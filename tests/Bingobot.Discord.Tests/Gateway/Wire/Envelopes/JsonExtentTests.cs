using System.Text;
using System.Text.Json;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using CsCheck;

namespace Bingobot.Discord.Tests.Gateway.Wire.Envelopes;

public sealed class JsonExtentTests
{
    [Theory]
    [InlineData("{}", 2)]
    [InlineData("[]x", 2)]
    [InlineData("""{"a":"}"}}""", 9)]
    [InlineData("""["\"]"],""", 7)]
    [InlineData("""["\\"],"]""", 6)]
    [InlineData("[[[{}]],{}]]", 11)]
    [InlineData("{", -1)]
    [InlineData("[\"]", -1)]
    [InlineData("[\"\\\"]", -1)]
    [InlineData("", -1)]
    public void End_OfAFewBytes_IsFound(string json, int end) => Assert.Equal(end, JsonExtent.EndOf(Encoding.UTF8.GetBytes(json)));

    /// <summary>Escapes, quotes and brackets at each place of a block, also across its end.</summary>
    [Fact]
    public void End_WithEscapesAtEachPlace_IsFound()
    {
        string[] contents = ["\\\"", "\\\\", "\\\\\\\"", "\\\\\\\\", "]", "{[", "\\u005d", "é\\\"🎲"];
        foreach (var content in contents)
        {
            for (var before = 0; before < 140; before++)
            {
                var json = Encoding.UTF8.GetBytes($"[\"{new string('x', before)}{content}\"]");
                Assert.Equal(json.Length, JsonExtent.EndOf(json));
                Assert.Equal(json.Length, JsonExtent.EndOf([.. json, .. "]}\"]"u8]));
                Assert.Equal(-1, JsonExtent.EndOf(json.AsSpan(0, json.Length - 1)));
            }
        }
    }

    [Fact]
    public void End_OfAnyJson_IsWhereTheReaderHasIt() => Gen.Select(JsonGen.Container, Gen.Byte.Array[0, 80]).Sample(
        static (json, behind) =>
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            var reader = new Utf8JsonReader(bytes);
            Assert.True(reader.Read());
            reader.Skip();
            Assert.Equal(bytes.Length, reader.BytesConsumed);
            Assert.Equal(bytes.Length, JsonExtent.EndOf([.. bytes, .. behind]));
        },
        iter: 5_000);

    [Fact]
    public void End_NestedTooDeeply_IsNotFound()
    {
        for (var depth = 1; depth <= 30; depth++)
            Assert.Equal(2 * depth, JsonExtent.EndOf(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth))));
        for (var depth = JsonExtent.MostDepth + 1; depth < 200; depth++)
            Assert.Equal(-1, JsonExtent.EndOf(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth))));
    }
}
