using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Sandbox;

/// <summary>An answer: a status and, unless it is 204, JSON.</summary>
internal readonly record struct RestReply(int Status, byte[]? Body)
{
    public static readonly RestReply NoContent = new(204, null);

    public static RestReply Ok(Action<Utf8JsonWriter> write) => new(200, Json.Bytes(write));
}

/// <summary>One request, as the endpoints see it.</summary>
internal sealed class RestCall(HttpContext http, WorldStore store, SandboxOptions options, RestBody body)
{
    public WorldStore Store => store;

    public SandboxOptions Options => options;

    /// <summary>The newest durable world.</summary>
    public World World { get; } = store.Durable;

    /// <summary>Undefined where there was none.</summary>
    public JsonElement Body => body.Json;

    /// <summary>The files that came with it.</summary>
    public Uploads Uploads => new(body.Files, $"http://{http.Request.Host}/attachments");

    public HttpRequest Request => http.Request;

    public CancellationToken Aborted => http.RequestAborted;

    public string Text(string name) => (string?)http.Request.RouteValues[name] ?? "";

    public ulong Id(string name) => Snowflake.TryParse(Text(name), out ulong id)
        ? id
        : throw Invalid(name, $"Value \"{Text(name)}\" is not snowflake.");

    public int Query(string name, int min, int max, int fallback)
    {
        string? text = http.Request.Query[name];
        if (string.IsNullOrEmpty(text))
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max
            ? value
            : throw Invalid(name, $"int value should be between {min} and {max}.");
    }

    /// <summary>Why something was done, for those who look into it later
    /// (<see href="https://docs.discord.com/developers/resources/audit-log"/>).</summary>
    public string? Reason => http.Request.Headers["X-Audit-Log-Reason"] is [{ Length: > 0 } reason]
        ? Uri.UnescapeDataString(reason)
        : null;

    /// <summary>Changes the world, and answers with what is then to be told.</summary>
    public async Task<RestReply> ChangeAsync<T>(Func<Transaction, T> decide, Action<Utf8JsonWriter, World, T> write, int status = 200)
    {
        T result = await store.ChangeAsync(decide, Aborted);
        return new RestReply(status, Json.Bytes(w => write(w, store.Durable, result)));
    }

    /// <summary>Changes the world, and answers with nothing.</summary>
    public async Task<RestReply> DoAsync(Action<Transaction> decide)
    {
        await store.ChangeAsync(
            transaction =>
            {
                decide(transaction);
                return true;
            },
            Aborted);
        return RestReply.NoContent;
    }

    public ulong? QueryId(string name) =>
        Snowflake.TryParse((string?)http.Request.Query[name], out ulong id) ? id : null;

    /// <summary>A time, in milliseconds since 1970.</summary>
    public long? QueryTime(string name) =>
        DateTimeOffset.TryParse(http.Request.Query[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUnixTimeMilliseconds()
            : null;

    private static RestException Invalid(string name, string message)
    {
        FormErrors errors = new();
        errors.Add(name, "NUMBER_TYPE_COERCE", message);
        return errors.ToException();
    }
}
