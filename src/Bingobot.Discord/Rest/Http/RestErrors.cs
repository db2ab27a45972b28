using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Rest.Http;

/// <summary>Makes exceptions of answers that refuse.</summary>
internal static class RestErrors
{
    private const int MostFieldErrors = 50;
    private const int DeepestPath = 32;
    private const int LongestMessage = 500;

    /// <summary>What the body says is wrong, where it is Discord's; else nothing.</summary>
    public static ErrorBody? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, DiscordJson.Default.ErrorBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static DiscordRestException Refused(RestRoute route, HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var error = Read(body);
        var fields = error?.Errors is { } tree ? Flatten(tree) : [];
        var outcome = (int)status >= 500 ? RestOutcome.Unknown : RestOutcome.NotDone;
        return new DiscordRestException(route.Name, Describe(status, error, fields), outcome)
        {
            Status = status,
            Code = error?.Code ?? 0,
            Errors = fields,
        };
    }

    public static DiscordRestException WebhookGone(RestRoute route, RestOutcome outcome) => new(
        route.Name, "Discord answered earlier that there is no such webhook; it is not asked again", outcome)
    {
        Status = HttpStatusCode.NotFound,
        Code = Limits.GoneWebhooks.UnknownWebhook,
    };

    /// <summary>An attempt that may have been done was too long ago for Discord to know it again.</summary>
    public static DiscordRestException TooLateToRepeat(RestRoute route) => new(
        route.Name,
        "an earlier attempt may have been done, and is too long ago for another to be taken for the same",
        RestOutcome.Unknown);

    /// <summary>What is limited cannot wait, for its file cannot be read again.</summary>
    public static DiscordRestException LimitedAfterRead(RestRoute route, TimeSpan wait) => TooManyRequests(
        route, wait, "rate-limited, and the file's stream cannot be read again");

    public static DiscordRestException WaitTooLong(RestRoute route, TimeSpan wait) => TooManyRequests(
        route, wait, string.Create(CultureInfo.InvariantCulture, $"the rate limit asks to wait {wait.TotalSeconds:0} s, longer than allowed"));

    public static DiscordRestException StillLimited(RestRoute route, TimeSpan wait, int attempts) => TooManyRequests(
        route, wait, string.Create(CultureInfo.InvariantCulture, $"still rate-limited after {attempts} attempts"));

    private static DiscordRestException TooManyRequests(RestRoute route, TimeSpan retryAfter, string problem) =>
        new(route.Name, problem, RestOutcome.NotDone)
        {
            Status = HttpStatusCode.TooManyRequests,
            RetryAfter = retryAfter,
        };

    private static string Describe(HttpStatusCode status, ErrorBody? error, IReadOnlyList<DiscordFieldError> fields)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Discord answered {(int)status} {status}");
        if (error is not null)
            text.Append(CultureInfo.InvariantCulture, $", error {error.Code}: {error.Message}");
        foreach (var field in fields)
            text.Append(CultureInfo.InvariantCulture, $"; {field.Path}: {field.Message} ({field.Code})");
        return text.Length <= LongestMessage ? text.ToString() : text.ToString(0, LongestMessage) + "…";
    }

    private static List<DiscordFieldError> Flatten(JsonElement tree)
    {
        var found = new List<DiscordFieldError>();
        Visit(tree, "", 0, found);
        return found;
    }

    private static void Visit(JsonElement element, string path, int depth, List<DiscordFieldError> found)
    {
        if (element.ValueKind != JsonValueKind.Object || depth > DeepestPath)
            return;
        foreach (var field in element.EnumerateObject())
        {
            if (field.Name != "_errors")
                Visit(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}", depth + 1, found);
            else if (field.Value.ValueKind == JsonValueKind.Array)
                AddErrors(field.Value, path, found);
        }
    }

    private static void AddErrors(JsonElement errors, string path, List<DiscordFieldError> found)
    {
        foreach (var error in errors.EnumerateArray())
        {
            if (found.Count < MostFieldErrors && error.ValueKind == JsonValueKind.Object)
                found.Add(new DiscordFieldError(path, Text(error, "code"), Text(error, "message")));
        }
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
