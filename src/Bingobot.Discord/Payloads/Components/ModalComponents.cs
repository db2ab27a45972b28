namespace Bingobot.Discord.Payloads;

/// <summary>Makes the components of modals; selects are those of messages, within a label.</summary>
public sealed partial record Component
{
    /// <summary>Names and explains the component of a modal that is within it.</summary>
    /// <param name="label">Up to 45 characters.</param>
    /// <param name="component">A text input, a select, a file upload, a radio group, a checkbox group or a checkbox.</param>
    /// <param name="description">Up to 100 characters.</param>
    public static Component LabelFor(string label, Component component, string? description = null) =>
        new() { Type = ComponentType.Label, Label = label, Labelled = component, Description = description };

    /// <summary>A text to be entered.</summary>
    public static Component TextInput(string customId, TextInputStyle style = TextInputStyle.SingleLine) =>
        new() { Type = ComponentType.TextInput, CustomId = customId, Style = (int)style };

    /// <summary>Files to be uploaded.</summary>
    /// <param name="customId">What it is told by.</param>
    /// <param name="fileTypes">"image", "video", "audio" or extensions as ".pdf", up to 10; none: any.</param>
    public static Component FileUpload(string customId, params IReadOnlyList<string> fileTypes) =>
        new()
        {
            Type = ComponentType.FileUpload,
            CustomId = customId,
            FileTypes = fileTypes.Count == 0 ? null : fileTypes,
        };

    /// <summary>Exactly one of 2 to 10 options.</summary>
    public static Component RadioGroup(string customId, params IReadOnlyList<SelectOption> options) =>
        new() { Type = ComponentType.RadioGroup, CustomId = customId, Options = options };

    /// <summary>Any of 1 to 10 options.</summary>
    public static Component CheckboxGroup(string customId, params IReadOnlyList<SelectOption> options) =>
        new() { Type = ComponentType.CheckboxGroup, CustomId = customId, Options = options };

    /// <summary>Yes or no.</summary>
    public static Component Checkbox(string customId, bool isChecked = false) =>
        new() { Type = ComponentType.Checkbox, CustomId = customId, Default = isChecked ? true : null };
}
