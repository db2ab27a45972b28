using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>A form as people see it.</summary>
internal static class FormViewing
{
    private const int Paragraph = 2;
    private const int MaxInput = 4000;

    public static FormView Form(ulong interactionId, JsonElement modal) => new(
        Snowflake.Text(interactionId),
        modal.GetText("title") ?? "",
        [.. modal.GetItems("components").SelectMany(Fields)]);

    private static IEnumerable<FormFieldView> Fields(JsonElement outer)
    {
        switch (outer.GetInt("type"))
        {
            case ComponentType.TextDisplay:
                return [new FormFieldView(FormFieldKind.Text, null, outer.GetText("content") ?? "", null)];
            case ComponentType.Label when outer.Get("component") is { } input:
                return [Field(input, outer.GetText("label"), outer.GetText("description"))];
            default:
                return outer.GetItems("components").Select(input => Field(input, input.GetText("label"), null));
        }
    }

    private static FormFieldView Field(JsonElement input, string? label, string? description)
    {
        FormFieldKind kind = (FormFieldKind)(input.GetInt("type") ?? 0);
        bool isText = kind == FormFieldKind.TextInput;
        SelectOptionView[] options = [.. input.GetItems("options").Select(option => new SelectOptionView(
            option.GetText("label") ?? "",
            option.GetText("value") ?? "",
            option.GetText("description"),
            option.GetFlag("default")))];
        bool required = kind != FormFieldKind.Checkbox && input.Get("required") is not { ValueKind: JsonValueKind.False };
        return new FormFieldView(kind, input.GetText("custom_id"), label ?? "", description)
        {
            IsRequired = required,
            IsParagraph = isText && input.GetInt("style") == Paragraph,
            Placeholder = input.GetText("placeholder"),
            Value = kind == FormFieldKind.Checkbox && input.GetFlag("default") ? "true" : input.GetText("value"),
            Min = input.GetInt(isText ? "min_length" : "min_values") ?? (required ? 1 : 0),
            Max = input.GetInt(isText ? "max_length" : "max_values")
                ?? (isText ? MaxInput : kind == FormFieldKind.CheckboxGroup ? options.Length : 1),
            Options = options.Length > 0 ? options : Defaults(input),
        };
    }

    private static SelectOptionView[] Defaults(JsonElement input) =>
        [.. input.GetItems("default_values").Select(item => new SelectOptionView("", item.GetText("id") ?? "", null, IsDefault: true))];
}
