using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bingobot.Sandbox;

/// <summary>A request that is refused, as Discord says it
/// (<see href="https://docs.discord.com/developers/reference#error-messages"/>).</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "A status and a code are always known.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is answered inside this assembly.")]
internal sealed class RestException(int status, int code, string message, JsonObject? errors = null) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    public byte[] Body() => Json.Bytes(w =>
    {
        w.WriteStartObject();
        w.WriteString("message", Message);
        w.WriteNumber("code", code);
        if (errors is not null)
        {
            w.WritePropertyName("errors");
            errors.WriteTo(w);
        }

        w.WriteEndObject();
    });

    public static RestException Unauthorized() => new(401, 0, "401: Unauthorized");

    public static RestException NotFound() => new(404, 0, "404: Not Found");

    public static RestException BadJson(JsonException e) => new(400, 50109, $"The request body contains invalid JSON. {e.Message}");

    public static RestException UnknownChannel() => new(404, 10003, "Unknown Channel");

    public static RestException UnknownGuild() => new(404, 10004, "Unknown Guild");

    public static RestException UnknownMember() => new(404, 10007, "Unknown Member");

    public static RestException UnknownMessage() => new(404, 10008, "Unknown Message");

    public static RestException UnknownUser() => new(404, 10013, "Unknown User");

    public static RestException UnknownWebhook() => new(404, 10015, "Unknown Webhook");

    public static RestException UnknownInteraction() => new(404, 10062, "Unknown interaction");

    public static RestException UnknownCommand() => new(404, 10063, "Unknown application command");

    public static RestException WrongApplication() =>
        new(403, 20012, "You are not authorized to perform this action on this application");

    public static RestException AlreadyAcknowledged() => new(400, 40060, "Interaction has already been acknowledged.");

    public static RestException NotTheAuthor() => new(403, 50005, "Cannot edit a message authored by another user");

    public static RestException EmptyMessage() => new(400, 50006, "Cannot send an empty message");

    public static RestException InvalidWebhookToken() => new(401, 50027, "Invalid Webhook Token");

    public static RestException TooLarge() => new(413, 40005, "Request entity too large");
}

/// <summary>What is wrong with a form, field by field.</summary>
internal sealed class FormErrors
{
    private readonly JsonObject _root = [];

    public bool Any => _root.Count > 0;

    /// <param name="path">For instance <c>components/0/components/1/label</c>.</param>
    /// <param name="code">Discord's name for the fault.</param>
    /// <param name="message">For people.</param>
    public void Add(string path, string code, string message)
    {
        JsonObject node = _root;
        foreach (string part in path.Split('/'))
        {
            if (node[part] is not JsonObject child)
                node[part] = child = [];
            node = child;
        }

        if (node["_errors"] is not JsonArray errors)
            node["_errors"] = errors = [];
        errors.Add((JsonNode)new JsonObject { ["code"] = code, ["message"] = message });
    }

    public void Required(string path) => Add(path, "BASE_TYPE_REQUIRED", "This field is required");

    public void TooLong(string path, int max) =>
        Add(path, "BASE_TYPE_MAX_LENGTH", $"Must be {max} or fewer in length.");

    public void BadLength(string path, int min, int max) =>
        Add(path, "BASE_TYPE_BAD_LENGTH", $"Must be between {min} and {max} in length.");

    public void WrongType(string path, string expected) =>
        Add(path, "BASE_TYPE_BAD_TYPE", $"Could not interpret this as {expected}.");

    public void NotAmong(string path, string allowed) =>
        Add(path, "BASE_TYPE_CHOICES", $"Value must be one of {{{allowed}}}.");

    /// <exception cref="RestException">400, 50035, where anything is wrong.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw ToException();
    }

    public RestException ToException() => new(400, 50035, "Invalid Form Body", _root);
}
