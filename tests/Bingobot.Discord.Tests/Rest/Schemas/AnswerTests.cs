using System.Text.Json.Nodes;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <summary>
/// What the payload types read of an answer is in Discord's OpenAPI description of it, with a type that it can be read as. The fields
/// that the description lacks are in tests/interop/schemas/answer-exceptions.mjs.
/// </summary>
public sealed class AnswerTests
{
    private const string Script = "schemas/answers.mjs";

    [Fact]
    public async Task Fields_ThatAreReadOfAnswers_AreThoseThatDiscordDescribes()
    {
        var reads = new ReadShapes();
        var lines = new List<(string By, string Line)>();
        foreach (var request in (await TypedMethods.SendAllAsync()).Where(static request => request.By.EndsWith("(minimal)", StringComparison.Ordinal)))
        {
            if (AnswerOf(request.By) is { } type)
                lines.Add((request.By, Line(request.Method, request.Path, reads.Of(type))));
        }
        Assert.True(lines.Count > 40, $"{lines.Count} methods with an answer");

        var check = await DescriptionCheck.RunAsync([reads.TypesLine(), .. lines.Select(static line => line.Line)], Script);

        var problems = lines.Zip(check.Findings)
            .SelectMany(static pair => pair.Second.Problems.Select(problem => $"{pair.First.By}: {problem}"))
            .ToArray();
        Assert.True(problems.Length == 0, string.Join('\n', problems));
        Assert.True(check.Missing.Count == 0, string.Join(", ", check.Missing));
        Assert.Empty(check.Unused);
    }

    [Theory]
    [InlineData("""{"kind":"object","type":"T"}""", """{"T":{"content":{"kind":"number"}}}""", "content: it is read as number")]
    [InlineData("""{"kind":"array","item":{"kind":"string"}}""", """{}""", ": it is read as array")]
    public async Task Field_OfAnotherKind_IsFound(string shape, string types, string problem)
    {
        var check = await DescriptionCheck.RunAsync(
            [$$"""{"types":{{types}}}""", Line("GET", "/channels/5/messages/6", JsonNode.Parse(shape)!)], Script);

        Assert.Contains(check.Findings.Single().Problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Field_ThatIsDescribedNowhere_IsFound()
    {
        var check = await DescriptionCheck.RunAsync(
            [
                """{"types":{"T":{"content":{"kind":"string"},"nothing":{"kind":"string"}}}}""",
                Line("GET", "/channels/5/messages/6", new JsonObject { ["kind"] = "object", ["type"] = "T" }),
            ],
            Script);

        Assert.Equal(["T.nothing"], check.Missing);
    }

    private static string Line(string method, string path, JsonNode shape) =>
        new JsonObject { ["method"] = method, ["path"] = path, ["shape"] = shape }.ToJsonString();

    /// <summary>What a method gives; null where that is nothing.</summary>
    private static Type? AnswerOf(string by)
    {
        var name = by[..by.IndexOf(' ', StringComparison.Ordinal)];
        var result = TypedMethods.All.First(method => method.Name == name).ReturnType;
        return result.IsGenericType ? result.GetGenericArguments()[0] : null;
    }
}
