using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <summary>One request as it went out: the path after the API's base, the names in its query, and the JSON of its body.</summary>
internal sealed record SentRequest(string By, string Method, string Path, string[] Query, JsonNode? Body)
{
    /// <summary>As the check of tests/interop reads it.</summary>
    public string ToLine()
    {
        var line = new JsonObject
        {
            ["method"] = Method,
            ["path"] = Path,
            ["query"] = new JsonArray([.. Query.Select(static name => JsonValue.Create(name))]),
        };
        if (Body is not null)
            line["body"] = Body.DeepClone();
        return line.ToJsonString();
    }
}

/// <summary>Takes requests down, and refuses them all.</summary>
internal sealed class RecordingHandler : HttpMessageHandler
{
    public const string Base = "https://discord.test/api/v10";

    public List<SentRequest> Sent { get; } = [];

    /// <summary>Who sends from now on.</summary>
    public string By { get; set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        Sent.Add(new SentRequest(
            By,
            request.Method.Method,
            uri.AbsolutePath["/api/v10".Length..],
            [.. uri.Query.Split(['?', '&'], StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=')[0])],
            await BodyOfAsync(request.Content)));
        return new HttpResponseMessage(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"code":0,"message":"taken down"}""", Encoding.UTF8, "application/json"),
        };
    }

    private static async Task<JsonNode?> BodyOfAsync(HttpContent? content)
    {
        var json = content is MultipartFormDataContent parts
            ? parts.Single(static part => part.Headers.ContentDisposition!.Name == "payload_json")
            : content;
        return json is null ? null : JsonNode.Parse(await json.ReadAsStringAsync());
    }
}
