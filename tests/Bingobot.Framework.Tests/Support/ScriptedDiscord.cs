using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Bingobot.Discord.Rest;

namespace Bingobot.Framework.Tests.Support;

/// <summary>A request that reached the scripted Discord.</summary>
internal sealed record SeenRequest(string Method, string Path, string Query, JsonElement Body)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Answers requests as the test says, and remembers them.</summary>
internal sealed class ScriptedDiscord : HttpMessageHandler
{
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    /// <summary>Status and body for each request; throw to break the connection.</summary>
    public Func<SeenRequest, (int Status, string Body)> Script { get; set; } = static _ => (200, """{"id":"4711"}""");

    /// <summary>What each request waits for.</summary>
    public Func<SeenRequest, Task> Hold { get; set; } = static _ => Task.CompletedTask;

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public IReadOnlyList<string> Lines => [.. _seen.Select(request => request.ToString())];

    /// <summary>A client that does not try again by itself.</summary>
    public DiscordRest Rest() => new(
        new DiscordRestOptions
        {
            Token = "secret",
            ApiBaseUrl = new Uri("https://discord.test/api/v10"),
            MaxRetries = 0,
            MaxRateLimitWait = TimeSpan.Zero,
            Random = new Random(1),
        },
        new HttpClient(this, disposeHandler: false));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        SeenRequest seen = new(
            request.Method.Method,
            request.RequestUri!.AbsolutePath.Replace("/api/v10/", "", StringComparison.Ordinal),
            request.RequestUri.Query,
            text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
        _seen.Enqueue(seen);
        await Hold(seen).WaitAsync(cancellationToken);
        var (status, body) = Script(seen);
        return new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }
}
