using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The rules for a message's components
/// (<see href="https://docs.discord.com/developers/components/reference"/>).</summary>
internal sealed class ComponentForm(FormErrors errors, bool v2)
{
    public const int ActionRow = 1;
    public const int TextDisplay = 10;
    private const int MaxRows = 5;
    private const int MaxButtons = 5;
    private const int MaxCustomId = 100;
    private const int MaxLabel = 80;
    private const int MaxOptions = 25;
    private const int MaxOptionText = 100;
    private const int MaxPlaceholder = 150;
    private const int MaxComponentsV2 = 40;

    private readonly HashSet<string> _customIds = new(StringComparer.Ordinal);
    private int _count;

    public void Check(JsonElement components, string path)
    {
        int count = components.GetArrayLength();
        if (!v2 && count > MaxRows)
            errors.BadLength(path, 0, MaxRows);
        int index = 0;
        foreach (JsonElement component in components.EnumerateArray())
            CheckTop(component, $"{path}/{index++}");
        if (v2 && _count > MaxComponentsV2)
            errors.BadLength(path, 0, MaxComponentsV2);
    }

    private void CheckTop(JsonElement component, string path)
    {
        _count++;
        int? type = component.GetInt("type");
        if (type == ActionRow)
            CheckRow(component, path);
        else if (!v2)
            errors.NotAmong(path + "/type", "1");
        else if (type is null)
            errors.Required(path + "/type");
        else
            CheckNested(component, path);
    }

    /// <summary>Containers and sections: whatever is inside.</summary>
    private void CheckNested(JsonElement component, string path)
    {
        int index = 0;
        foreach (JsonElement child in component.GetItems("components"))
            CheckTop(child, $"{path}/components/{index++}");
        if (component.Get("accessory") is { } accessory && accessory.GetInt("type") == (int)ComponentKind.Button)
            CheckButton(accessory, path + "/accessory");
    }

    private void CheckRow(JsonElement row, string path)
    {
        JsonElement[] items = [.. row.GetItems("components")];
        if (items.Length is 0 or > MaxButtons)
            errors.BadLength(path + "/components", 1, MaxButtons);
        for (int i = 0; i < items.Length; i++)
        {
            _count++;
            string at = $"{path}/components/{i}";
            switch (items[i].GetInt("type"))
            {
                case (int)ComponentKind.Button:
                    CheckButton(items[i], at);
                    break;
                case (int)ComponentKind.StringSelect:
                case (int)ComponentKind.UserSelect:
                case (int)ComponentKind.RoleSelect:
                case (int)ComponentKind.MentionableSelect:
                case (int)ComponentKind.ChannelSelect:
                    CheckSelect(items[i], at);
                    if (items.Length > 1)
                        errors.Add(path + "/components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
                    break;
                default:
                    errors.NotAmong(at + "/type", "2, 3, 5, 6, 7, 8");
                    break;
            }
        }
    }

    private void CheckButton(JsonElement button, string path)
    {
        int style = button.GetInt("style") ?? 0;
        if (style is < 1 or > 6)
            errors.NotAmong(path + "/style", "1, 2, 3, 4, 5, 6");
        Length(button, "label", MaxLabel, path);
        if (button.GetText("label") is null or "" && button.Get("emoji") is null && style != (int)ButtonLook.Premium)
            errors.Add(path, "BUTTON_COMPONENT_MISSING_LABEL_AND_EMOJI", "A button must have a label or emoji");
        if (style == (int)ButtonLook.Link)
        {
            if (!Uri.TryCreate(button.GetText("url"), UriKind.Absolute, out _))
                errors.Required(path + "/url");
        }
        else if (style != (int)ButtonLook.Premium)
        {
            CheckCustomId(button, path);
        }
    }

    private void CheckSelect(JsonElement select, string path)
    {
        CheckCustomId(select, path);
        Length(select, "placeholder", MaxPlaceholder, path);
        if (select.GetInt("type") != (int)ComponentKind.StringSelect)
            return;
        JsonElement[] options = [.. select.GetItems("options")];
        if (options.Length is 0 or > MaxOptions)
            errors.BadLength(path + "/options", 1, MaxOptions);
        for (int i = 0; i < options.Length; i++)
        {
            string at = $"{path}/options/{i}";
            foreach (string name in (ReadOnlySpan<string>)["label", "value"])
            {
                if (options[i].GetText(name) is null or "")
                    errors.Required($"{at}/{name}");
                Length(options[i], name, MaxOptionText, at);
            }
        }
    }

    private void CheckCustomId(JsonElement component, string path)
    {
        string at = path + "/custom_id";
        string? customId = component.GetText("custom_id");
        if (string.IsNullOrEmpty(customId))
            errors.Required(at);
        else if (customId.Length > MaxCustomId)
            errors.BadLength(at, 1, MaxCustomId);
        else if (!_customIds.Add(customId))
            errors.Add(at, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }

    private void Length(JsonElement element, string name, int max, string path)
    {
        if (element.GetText(name) is { } text && text.Length > max)
            errors.BadLength($"{path}/{name}", 1, max);
    }
}
