using System.Text.Json;

namespace Bingobot.Sandbox.Chat.Model;

/// <summary>What a person has filled into a form so far. Used on the page's own synchronization context alone.</summary>
internal sealed class FormValues
{
    private readonly Dictionary<string, FormFieldView> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <summary>Begins with what the fields say.</summary>
    public void Begin(IReadOnlyList<FormFieldView> fields)
    {
        _fields.Clear();
        _values.Clear();
        foreach (var field in fields)
        {
            if (field.CustomId is not { } key)
                continue;
            _fields[key] = field;
            _values[key] = IsText(field)
                ? [field.Value ?? ""]
                : [.. field.Options.Where(option => option.IsDefault).Select(option => option.Value)];
        }
    }

    /// <summary>The text of a field that has one.</summary>
    public string Text(FormFieldView field) => Of(field) is [var text, ..] ? text : "";

    /// <summary>What is chosen in a field with choices.</summary>
    public IReadOnlyCollection<string> Chosen(FormFieldView field) => Of(field);

    /// <summary>Sets a text.</summary>
    public void Set(FormFieldView field, string text) => _values[field.CustomId ?? ""] = [text];

    /// <summary>Sets what is chosen.</summary>
    public void Choose(FormFieldView field, IEnumerable<string> values) => _values[field.CustomId ?? ""] = [.. values];

    /// <summary>Chooses one value, or no longer.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <param name="present">Whether it is chosen from now on.</param>
    /// <param name="alone">Nothing else is chosen then.</param>
    public void Toggle(FormFieldView field, string value, bool present, bool alone)
    {
        var chosen = Of(field);
        if (alone)
            chosen.Clear();
        else
            chosen.Remove(value);
        if (present)
            chosen.Add(value);
    }

    /// <summary>By custom id, as <see cref="ISandbox.SubmitFormAsync"/> takes it.</summary>
    public IReadOnlyDictionary<string, JsonElement> ToJson()
    {
        var json = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (key, field) in _fields)
        {
            if (field.Kind == FormFieldKind.FileUpload)
                continue;
            json[key] = field.Kind switch
            {
                FormFieldKind.Checkbox => JsonSerializer.SerializeToElement(Text(field) == "true"),
                FormFieldKind.TextInput => JsonSerializer.SerializeToElement(Text(field)),
                _ => JsonSerializer.SerializeToElement(_values[key]),
            };
        }

        return json;
    }

    private static bool IsText(FormFieldView field) => field.Kind is FormFieldKind.TextInput or FormFieldKind.Checkbox;

    private List<string> Of(FormFieldView field)
    {
        var key = field.CustomId ?? "";
        if (!_values.TryGetValue(key, out var values))
            _values[key] = values = [];
        return values;
    }
}
