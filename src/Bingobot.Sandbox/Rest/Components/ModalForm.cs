using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The rules for a form that is the answer to an interaction
/// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal"/>).</summary>
internal sealed class ModalForm
{
    private const int MaxCustomId = 100;
    private const int MaxTitle = 45;
    private const int MaxComponents = 5;
    private const int MaxLabel = 45;
    private const int MaxDescription = 100;

    private readonly FormErrors _errors = new();
    private readonly InteractiveForm _interactive;

    private ModalForm() => _interactive = new InteractiveForm(_errors);

    /// <exception cref="RestException">400, 50035: with all faults found.</exception>
    public static void Check(JsonElement data)
    {
        ModalForm form = new();
        form.CheckAll(data);
        form._errors.ThrowIfAny();
    }

    /// <summary>What people fill in, in the order in which it is shown: each with what stands around it.</summary>
    public static IEnumerable<(JsonElement Outer, JsonElement Input)> Inputs(JsonElement data)
    {
        foreach (JsonElement outer in data.GetItems("components"))
        {
            if (outer.GetInt("type") == ComponentType.Label && outer.Get("component") is { } labelled)
            {
                yield return (outer, labelled);
            }
            else
            {
                foreach (JsonElement input in outer.GetItems("components"))
                    yield return (outer, input);
            }
        }
    }

    private void CheckAll(JsonElement data)
    {
        if (data.GetText("custom_id") is not { Length: > 0 and <= MaxCustomId })
            _errors.BadLength("data/custom_id", 1, MaxCustomId);
        if (data.GetText("title") is not { Length: > 0 and <= MaxTitle })
            _errors.BadLength("data/title", 1, MaxTitle);
        JsonElement[] components = [.. data.GetItems("components")];
        if (components.Length is 0 or > MaxComponents)
            _errors.BadLength("data/components", 1, MaxComponents);
        for (int i = 0; i < components.Length; i++)
            CheckTop(components[i], $"data/components/{i}");
    }

    private void CheckTop(JsonElement component, string path)
    {
        switch (component.GetInt("type"))
        {
            case ComponentType.ActionRow:
                CheckRow(component, path);
                break;
            case ComponentType.Label:
                CheckLabel(component, path);
                break;
            case ComponentType.TextDisplay:
                if (component.GetText("content") is not { Length: > 0 })
                    _errors.Required(path + "/content");
                break;
            default:
                _errors.NotAmong(path + "/type", "1, 10, 18");
                break;
        }
    }

    /// <summary>The older way: a row with one text input, which has its label itself.</summary>
    private void CheckRow(JsonElement row, string path)
    {
        JsonElement[] items = [.. row.GetItems("components")];
        if (items.Length != 1)
        {
            _errors.BadLength(path + "/components", 1, 1);
            return;
        }

        string at = path + "/components/0";
        if (items[0].GetInt("type") != ComponentType.TextInput)
            _errors.NotAmong(at + "/type", "4");
        else
            _interactive.CheckTextInput(items[0], at);
        if (items[0].GetText("label") is not { Length: > 0 and <= MaxLabel })
            _errors.BadLength(at + "/label", 1, MaxLabel);
    }

    private void CheckLabel(JsonElement label, string path)
    {
        if (label.GetText("label") is not { Length: > 0 and <= MaxLabel })
            _errors.BadLength(path + "/label", 1, MaxLabel);
        if (label.GetText("description") is { Length: > MaxDescription })
            _errors.BadLength(path + "/description", 1, MaxDescription);
        string at = path + "/component";
        JsonElement input = label.Get("component") ?? default;
        int? type = input.GetInt("type");
        if (ComponentType.IsSelect(type))
            _interactive.CheckSelect(input, at);
        else if (type == ComponentType.TextInput)
            _interactive.CheckTextInput(input, at);
        else if (type == ComponentType.RadioGroup)
            _interactive.CheckGroup(input, at, minOptions: 2);
        else if (type == ComponentType.CheckboxGroup)
            _interactive.CheckGroup(input, at, minOptions: 1);
        else if (type is ComponentType.Checkbox or ComponentType.FileUpload)
            _interactive.CheckCustomId(input, at);
        else
            _errors.NotAmong(at + "/type", "3, 4, 5, 6, 7, 8, 19, 21, 22, 23");
        if (input.GetFlag("disabled"))
            _errors.Add(at + "/disabled", "MODAL_COMPONENT_CANNOT_BE_DISABLED", "Components of a modal cannot be disabled");
    }
}
