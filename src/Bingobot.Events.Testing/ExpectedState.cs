using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bingobot.Events.Testing;

/// <summary>The state that a recorded stream gives, kept beside it as <c>bingobot state --json</c> writes it.</summary>
internal static class ExpectedState
{
    /// <summary>Set to 1, this variable of the environment makes replay accept the state that it comes to.</summary>
    public const string AcceptVariable = "BINGOBOT_ACCEPT_STATE";

    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>The file of the state: <c>votes-1.state.json</c> beside <c>votes-1.ndjson</c>.</summary>
    public static string PathFor(string recorded) => Path.ChangeExtension(recorded, ".state.json");

    public static async Task WriteAsync(string path, StreamSnapshot state)
    {
        FileStream file = File.Create(path);
        await using (file.ConfigureAwait(false))
        {
            var json = new Utf8JsonWriter(file, Indented);
            await using (json.ConfigureAwait(false))
                JsonNode.Parse(StateReport.Write(state))!.WriteTo(json);
            file.WriteByte((byte)'\n');
        }
    }

    /// <exception cref="ModuleTestException">The state is not the one that is kept, or none is.</exception>
    public static async Task CheckAsync(string recorded, StreamSnapshot state)
    {
        string path = PathFor(recorded);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            await WriteAsync(path, state).ConfigureAwait(false);
            return;
        }

        StateDigest digest = StateReport.Digest(state);
        if (!File.Exists(path))
        {
            throw new ModuleTestException(
                $"{recorded} gives the state {digest.Hash} at event {digest.Sequence}, and nothing says which is right: there is no "
                + $"{path}. Look at that state; to accept it, run the test once with {AcceptVariable}=1, and keep the file that it writes.");
        }

        using JsonDocument kept = await ReadAsync(path).ConfigureAwait(false);
        JsonElement root = kept.RootElement;
        bool isState = root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("hash", out JsonElement hash) && hash.ValueKind == JsonValueKind.String
            && root.TryGetProperty("seq", out JsonElement sequence) && sequence.ValueKind == JsonValueKind.Number;
        if (!isState)
            throw new ModuleTestException($"{path}: expected is a state as 'bingobot state --json' writes it: {{\"seq\",\"hash\",\"modules\"}}.");
        if (root.GetProperty("hash").GetString() != digest.Hash || root.GetProperty("seq").GetInt64() != digest.Sequence)
            throw new ModuleTestException(Complaint(recorded, path, root, state, digest));
    }

    private static async Task<JsonDocument> ReadAsync(string path)
    {
        FileStream file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            try
            {
                return await JsonDocument.ParseAsync(file).ConfigureAwait(false);
            }
            catch (JsonException fault)
            {
                throw new ModuleTestException($"{path}: this is no JSON: {fault.Message}", fault);
            }
        }
    }

    private static string Complaint(string recorded, string path, JsonElement kept, StreamSnapshot state, StateDigest digest)
    {
        using JsonDocument found = JsonDocument.Parse(StateReport.Write(state));
        string[] differences = [.. Parts(kept, found.RootElement)];
        bool hasStates = kept.TryGetProperty("modules", out JsonElement modules) && modules.ValueKind == JsonValueKind.Object
            && modules.EnumerateObject().Any(module => module.Value.ValueKind == JsonValueKind.Object && module.Value.TryGetProperty("state", out _));
        if (differences.Length == 0)
        {
            differences = hasStates
                ? ["States, timers and effects are the same; another program made their hashes in another way."]
                : ["The file keeps hashes only; with states, as 'bingobot state --json' writes them, the places could be named."];
        }

        string shown = string.Join('\n', differences.Select(line => "  " + line));
        return $"{recorded} no longer gives the state that it gave: expected {kept.GetProperty("hash")} at event {kept.GetProperty("seq")}, "
            + $"found {digest.Hash} at event {digest.Sequence}.\n{shown}\n"
            + "Old streams must give the same state. Where another is meant, raise the Version of the module that changed, then accept it: "
            + $"run the test once with {AcceptVariable}=1, which writes {path}, and review the change.";
    }

    private static IEnumerable<string> Parts(JsonElement kept, JsonElement found)
    {
        foreach (string part in (string[])["modules", "runtime"])
        {
            if (!kept.TryGetProperty(part, out JsonElement one) || !found.TryGetProperty(part, out JsonElement other))
                continue;
            foreach (string line in JsonDiff.Between(one, other))
            {
                if (!line.Contains(".hash:", StringComparison.Ordinal))
                    yield return part + line[1..];
            }
        }
    }
}
