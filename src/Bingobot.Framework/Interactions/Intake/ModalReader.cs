using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Reads what was entered in a modal.</summary>
internal static class ModalReader
{
    /// <summary>More components than Discord allows are not looked at.</summary>
    private const int MaxComponents = 40;

    /// <summary>The fields: within labels, as they are today, or within rows, as they were.</summary>
    public static IReadOnlyList<FieldValue> Read(IReadOnlyList<Component> components)
    {
        List<FieldValue> fields = [];
        foreach (var component in components.Take(MaxComponents))
        {
            Add(fields, component.Labelled);
            foreach (var inner in (component.Components ?? []).Take(MaxComponents))
                Add(fields, inner);
        }
        return fields;
    }

    private static void Add(List<FieldValue> fields, Component? component)
    {
        if (component?.CustomId is not { } name || fields.Count == MaxComponents)
            return;
        IReadOnlyList<string> values = component.Values ?? (component.Value is { } value ? [value] : []);
        fields.Add(new FieldValue(
            Markdown.Shorten(name, CustomId.MaxLength),
            [.. values.Take(SelectMenu.MaxOptions).Select(entered => Markdown.Shorten(entered, ModalField.MaxText))]));
    }
}
