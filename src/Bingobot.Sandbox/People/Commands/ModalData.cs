using System.Globalization;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// A form as a person filled it in, checked as Discord's own client does before it sends it
/// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure"/>).
/// </summary>
internal sealed class ModalData(World world, Guild? guild, JsonElement modal, IReadOnlyDictionary<string, JsonElement> values)
{
    private const int MaxInput = 4000;

    private readonly Resolved _resolved = new(world, guild);
    private int _nextId = 1;

    /// <exception cref="SandboxException">400: naming the field and what it takes.</exception>
    public JsonElement Build()
    {
        string[] known = [.. ModalForm.Inputs(modal).Select(pair => pair.Input.GetText("custom_id") ?? "")];
        foreach (string name in values.Keys)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                throw new SandboxException(400, $"The form has no field \"{Lookup.Shorten(name)}\"; it has {Lookup.Names(known, field => field)}.");
        }

        return Json.Element(w =>
        {
            w.WriteStartObject();
            w.WriteString("custom_id", modal.GetText("custom_id"));
            w.Array("components", modal.GetItems("components"), outer => WriteTop(w, outer));
            if (_resolved.Any)
                _resolved.Write(w);
            w.WriteEndObject();
        });
    }

    private void WriteTop(Utf8JsonWriter writer, JsonElement outer)
    {
        int? type = outer.GetInt("type");
        writer.WriteStartObject();
        writer.WriteNumber("type", type ?? 0);
        WriteId(writer, outer);
        if (type == ComponentType.ActionRow)
        {
            writer.Array("components", outer.GetItems("components"), input => WriteInput(writer, input));
        }
        else if (type == ComponentType.Label)
        {
            writer.WritePropertyName("component");
            WriteInput(writer, outer.Get("component") ?? default);
        }

        writer.WriteEndObject();
    }

    private void WriteInput(Utf8JsonWriter writer, JsonElement input)
    {
        string name = input.GetText("custom_id") ?? "";
        int type = input.GetInt("type") ?? 0;
        JsonElement given = values.GetValueOrDefault(name);
        writer.WriteStartObject();
        writer.WriteNumber("type", type);
        WriteId(writer, input);
        writer.WriteString("custom_id", name);
        if (type == ComponentType.TextInput)
            writer.WriteString("value", Text(input, name, given));
        else if (type == ComponentType.Checkbox)
            writer.WriteBoolean("value", given.ValueKind == JsonValueKind.True || (IsMissing(given) && input.GetFlag("default")));
        else if (type == ComponentType.RadioGroup)
            writer.WriteString("value", Chosen(input, name, given, max: 1).FirstOrDefault());
        else
            writer.Array("values", Many(input, name, type, given), value => value.WriteTo(writer));
        writer.WriteEndObject();
    }

    private static string Text(JsonElement input, string name, JsonElement given)
    {
        string text = IsMissing(given) ? input.GetText("value") ?? "" : given.ValueKind == JsonValueKind.String
            ? given.GetString()!
            : throw Wrong(name, "takes a text");
        bool required = input.Get("required") is not { ValueKind: JsonValueKind.False };
        if (text.Length == 0 && !required)
            return text;
        int min = Math.Max(required ? 1 : 0, input.GetInt("min_length") ?? 0);
        int max = input.GetInt("max_length") ?? MaxInput;
        return text.Length >= min && text.Length <= max ? text : throw Wrong(name, $"takes {min} to {max} characters, not {text.Length}");
    }

    private IEnumerable<JsonElement> Many(JsonElement input, string name, int type, JsonElement given)
    {
        string[] chosen = Chosen(input, name, given, input.GetInt("max_values") ?? (type == ComponentType.CheckboxGroup ? int.MaxValue : 1));
        if (type == ComponentType.FileUpload && chosen.Length > 0)
            throw Wrong(name, "takes files, which cannot be given here");
        return [.. chosen.Select(value => Components.Choose(world, guild, input, type, value, _resolved))];
    }

    /// <summary>One text, or a list of them.</summary>
    private static string[] Chosen(JsonElement input, string name, JsonElement given, int max)
    {
        string[] chosen = given.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => Defaults(input),
            JsonValueKind.String => [given.GetString()!],
            JsonValueKind.Array when given.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                [.. given.EnumerateArray().Select(item => item.GetString()!).Distinct(StringComparer.Ordinal)],
            _ => throw Wrong(name, "takes a text or a list of texts"),
        };
        bool required = input.Get("required") is not { ValueKind: JsonValueKind.False };
        int min = input.GetInt("min_values") ?? (required ? 1 : 0);
        if (chosen.Length == 0 && !required)
            return chosen;
        if (chosen.Length < min || chosen.Length > max)
            throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"takes {min} to {max} values, not {chosen.Length}"));
        JsonElement[] options = [.. input.GetItems("options")];
        foreach (string value in chosen)
        {
            if (options.Length > 0 && !options.Any(option => option.GetText("value") == value))
                throw Wrong(name, $"has no value \"{Lookup.Shorten(value)}\"; it has {Lookup.Names(options, option => option.GetText("value")!)}");
        }

        return chosen;
    }

    private static string[] Defaults(JsonElement input) =>
        [.. input.GetItems("options").Where(option => option.GetFlag("default")).Select(option => option.GetText("value") ?? "")];

    /// <summary>Components without an id are numbered.</summary>
    private void WriteId(Utf8JsonWriter writer, JsonElement component) => writer.WriteNumber("id", component.GetInt("id") ?? _nextId++);

    private static bool IsMissing(JsonElement given) => given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private static SandboxException Wrong(string name, string what) => new(400, $"The field \"{name}\" {what}.");
}
