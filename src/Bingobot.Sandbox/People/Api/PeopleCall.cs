using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Sandbox;

/// <summary>One request of people or tests.</summary>
internal sealed class PeopleCall(HttpContext http, JsonElement body)
{
    public JsonElement Body => body;

    public CancellationToken Aborted => http.RequestAborted;

    public HttpResponse Response => http.Response;

    /// <summary>A part of the path.</summary>
    public string this[string name] => (string?)http.Request.RouteValues[name] ?? "";

    public string? Query(string name) => (string?)http.Request.Query[name] is { Length: > 0 } text ? text : null;

    /// <exception cref="SandboxException">400: it is missing, or not a string.</exception>
    public string Text(string name) => body.GetText(name)
        ?? throw new SandboxException(400, $"\"{name}\" is missing, or not a string.");

    /// <exception cref="SandboxException">400: it is not a whole number.</exception>
    public int? Number(string name) => body.Get(name) is null
        ? null
        : body.GetInt(name) ?? throw new SandboxException(400, $"\"{name}\" is a whole number.");

    /// <exception cref="SandboxException">400: it is not a list of strings.</exception>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (body.Get(name) is not { } given)
            return null;
        return given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. given.EnumerateArray().Select(value => value.GetString()!)]
            : throw new SandboxException(400, $"\"{name}\" is a list of strings.");
    }

    /// <exception cref="SandboxException">400: it is not an object.</exception>
    public IReadOnlyDictionary<string, JsonElement> Map(string name)
    {
        Dictionary<string, JsonElement> map = new(StringComparer.Ordinal);
        if (body.Get(name) is not { } given)
            return map;
        if (given.ValueKind != JsonValueKind.Object)
            throw new SandboxException(400, $"\"{name}\" is an object: name → value.");
        foreach (JsonProperty member in given.EnumerateObject())
            map[member.Name] = member.Value;
        return map;
    }

    /// <exception cref="SandboxException">400: it is neither true nor false.</exception>
    public bool? Flag(string name) => body.Get(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new SandboxException(400, $"\"{name}\" is true or false."),
    };

    /// <exception cref="SandboxException">400: it is not a list of whole numbers.</exception>
    public IReadOnlyList<int> Numbers(string name)
    {
        int[] numbers = [.. body.GetItems(name).Select(Token.TryGetNumber)];
        return body.Get(name) is { ValueKind: JsonValueKind.Array } && numbers.All(number => number >= 0)
            ? numbers
            : throw new SandboxException(400, $"\"{name}\" is a list of whole numbers.");
    }

    /// <summary>A permission bit set, as a number or as text.</summary>
    /// <exception cref="SandboxException">400: it is not one.</exception>
    public ulong Bits(string name) => body.Get(name) is not { } given ? 0
        : Snowflake.TryParse(given.ToString(), out ulong bits) ? bits
        : throw new SandboxException(400, $"\"{name}\" is a permission bit set, such as \"2048\".");

    /// <exception cref="SandboxException">400: it is not a whole number of 0 or more.</exception>
    public int QueryNumber(string name, int fallback)
    {
        if (Query(name) is not { } text)
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new SandboxException(400, $"{name} is a whole number, not \"{Lookup.Shorten(text)}\".");
    }

    /// <summary>The answer where there is nothing to tell.</summary>
    public static byte[] Done { get; } = "{}"u8.ToArray();
}
