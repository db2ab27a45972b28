using System.Text.Json.Nodes;

namespace Bingobot.Sandbox;

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
