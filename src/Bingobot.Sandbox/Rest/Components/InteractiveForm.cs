using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The rules for what people press, choose from and fill in. Custom ids are unique in all that one object has checked.</summary>
internal sealed class InteractiveForm(FormErrors errors)
{
    private const int MaxCustomId = 100;
    private const int MaxLabel = 80;
    private const int MaxOptions = 25;
    private const int MaxGroupOptions = 10;
    private const int MaxOptionText = 100;
    private const int MaxPlaceholder = 150;
    private const int MaxInput = 4000;
    private const int MaxInputPlaceholder = 100;

    private readonly HashSet<string> _customIds = new(StringComparer.Ordinal);

    public void CheckButton(JsonElement button, string path)
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
        else if (style == (int)ButtonLook.Premium)
        {
            if (button.Get("sku_id") is null)
                errors.Required(path + "/sku_id");
        }
        else
        {
            CheckCustomId(button, path);
        }
    }

    public void CheckSelect(JsonElement select, string path)
    {
        CheckCustomId(select, path);
        Length(select, "placeholder", MaxPlaceholder, path);
        int min = select.GetInt("min_values") ?? 1;
        int max = select.GetInt("max_values") ?? 1;
        if (min is < 0 or > MaxOptions)
            errors.Add(path + "/min_values", "NUMBER_TYPE_MAX", $"int value should be between 0 and {MaxOptions}.");
        if (max is < 1 or > MaxOptions || max < min)
            errors.Add(path + "/max_values", "NUMBER_TYPE_MAX", $"int value should be between {Math.Max(1, min)} and {MaxOptions}.");
        if (select.GetInt("type") != ComponentType.StringSelect)
            return;
        int count = CheckOptions(select, path, 1, MaxOptions);
        if (count > 0 && (min > count || (select.GetInt("max_values") is { } given && given > count)))
            errors.Add(path + "/options", "SELECT_COMPONENT_MAX_VALUES_EXCEEDED", "The number of options is less than what must or may be chosen.");
    }

    public void CheckTextInput(JsonElement input, string path)
    {
        CheckCustomId(input, path);
        if (input.GetInt("style") is not (1 or 2))
            errors.NotAmong(path + "/style", "1, 2");
        int min = input.GetInt("min_length") ?? 0;
        int max = input.GetInt("max_length") ?? MaxInput;
        if (min is < 0 or > MaxInput)
            errors.Add(path + "/min_length", "NUMBER_TYPE_MAX", $"int value should be between 0 and {MaxInput}.");
        if (max is < 1 or > MaxInput || max < min)
            errors.Add(path + "/max_length", "NUMBER_TYPE_MAX", $"int value should be between {Math.Max(1, min)} and {MaxInput}.");
        Length(input, "value", MaxInput, path);
        Length(input, "placeholder", MaxInputPlaceholder, path);
    }

    /// <summary>Radio buttons and check boxes.</summary>
    public void CheckGroup(JsonElement group, string path, int minOptions)
    {
        CheckCustomId(group, path);
        CheckOptions(group, path, minOptions, MaxGroupOptions);
    }

    public void CheckCustomId(JsonElement component, string path)
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

    private int CheckOptions(JsonElement component, string path, int min, int max)
    {
        JsonElement[] options = [.. component.GetItems("options")];
        if (options.Length < min || options.Length > max)
            errors.BadLength(path + "/options", min, max);
        HashSet<string> values = new(StringComparer.Ordinal);
        for (int i = 0; i < options.Length; i++)
        {
            string at = $"{path}/options/{i}";
            foreach (string name in (ReadOnlySpan<string>)["label", "value"])
            {
                if (options[i].GetText(name) is null or "")
                    errors.Required($"{at}/{name}");
                Length(options[i], name, MaxOptionText, at);
            }

            Length(options[i], "description", MaxOptionText, at);
            if (options[i].GetText("value") is { } value && !values.Add(value))
                errors.Add(at + "/value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");
        }

        return options.Length;
    }

    private void Length(JsonElement element, string name, int max, string path)
    {
        if (element.GetText(name) is { } text && text.Length > max)
            errors.BadLength($"{path}/{name}", 1, max);
    }
}
