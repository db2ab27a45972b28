using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The rules for a message's components, of the old kind (rows) and of the new
/// (<see href="https://docs.discord.com/developers/components/reference"/>).</summary>
internal sealed class ComponentForm(FormErrors errors, bool v2)
{
    private const int MaxRows = 5;
    private const int MaxButtons = 5;
    private const int MaxComponentsV2 = 40;
    private const int MaxTextV2 = 4000;
    private const int MaxSectionTexts = 3;
    private const int MaxGalleryItems = 10;
    private const string AnyTop = "1, 9, 10, 12, 13, 14, 17";

    private readonly InteractiveForm _interactive = new(errors);
    private int _count;
    private int _text;

    public void Check(JsonElement components, string path)
    {
        int count = components.GetArrayLength();
        if (!v2 && count > MaxRows)
            errors.BadLength(path, 0, MaxRows);
        int index = 0;
        foreach (JsonElement component in components.EnumerateArray())
            CheckTop(component, $"{path}/{index++}", inContainer: false);
        if (v2 && _count > MaxComponentsV2)
            errors.BadLength(path, 0, MaxComponentsV2);
        if (_text > MaxTextV2)
            errors.Add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", $"The total length of displayable text must be at most {MaxTextV2}.");
    }

    private void CheckTop(JsonElement component, string path, bool inContainer)
    {
        _count++;
        int? type = component.GetInt("type");
        if (type == ComponentType.ActionRow)
            CheckRow(component, path);
        else if (!v2)
            errors.NotAmong(path + "/type", "1");
        else
            CheckLayout(type, component, path, inContainer);
    }

    private void CheckLayout(int? type, JsonElement component, string path, bool inContainer)
    {
        switch (type)
        {
            case ComponentType.Section:
                CheckSection(component, path);
                break;
            case ComponentType.TextDisplay:
                CheckText(component, path);
                break;
            case ComponentType.MediaGallery:
                CheckGallery(component, path);
                break;
            case ComponentType.File:
                if ((component.Get("file") ?? default).GetText("url")?.StartsWith("attachment://", StringComparison.Ordinal) != true)
                    errors.Add(path + "/file/url", "URL_TYPE_INVALID_SCHEME", "Scheme must be attachment.");
                break;
            case ComponentType.Separator:
                if (component.GetInt("spacing") is { } spacing and not (1 or 2))
                    errors.NotAmong(path + "/spacing", $"1, 2; not {spacing}");
                break;
            case ComponentType.Container when !inContainer:
                CheckContainer(component, path);
                break;
            case null:
                errors.Required(path + "/type");
                break;
            default:
                errors.NotAmong(path + "/type", AnyTop);
                break;
        }
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
            int? type = items[i].GetInt("type");
            if (type == ComponentType.Button)
                _interactive.CheckButton(items[i], at);
            else if (ComponentType.IsSelect(type))
                CheckSelect(items[i], at, items.Length, path);
            else
                errors.NotAmong(at + "/type", "2, 3, 5, 6, 7, 8");
        }
    }

    private void CheckSelect(JsonElement select, string at, int inRow, string row)
    {
        _interactive.CheckSelect(select, at);
        if (inRow > 1)
            errors.Add(row + "/components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
    }

    private void CheckContainer(JsonElement container, string path)
    {
        int index = 0;
        foreach (JsonElement child in container.GetItems("components"))
            CheckTop(child, $"{path}/components/{index++}", inContainer: true);
        if (index == 0)
            errors.BadLength(path + "/components", 1, MaxComponentsV2);
    }

    private void CheckSection(JsonElement section, string path)
    {
        int index = 0;
        foreach (JsonElement child in section.GetItems("components"))
        {
            _count++;
            string at = $"{path}/components/{index++}";
            if (child.GetInt("type") == ComponentType.TextDisplay)
                CheckText(child, at);
            else
                errors.NotAmong(at + "/type", "10");
        }

        if (index is 0 or > MaxSectionTexts)
            errors.BadLength(path + "/components", 1, MaxSectionTexts);
        JsonElement accessory = section.Get("accessory") ?? default;
        _count++;
        switch (accessory.GetInt("type"))
        {
            case ComponentType.Button:
                _interactive.CheckButton(accessory, path + "/accessory");
                break;
            case ComponentType.Thumbnail:
                CheckMedia(accessory, path + "/accessory");
                break;
            case null:
                errors.Required(path + "/accessory");
                break;
            default:
                errors.NotAmong(path + "/accessory/type", "2, 11");
                break;
        }
    }

    private void CheckText(JsonElement text, string path)
    {
        if (text.GetText("content") is not { Length: > 0 } content)
            errors.Required(path + "/content");
        else
            _text += content.Length;
    }

    private void CheckGallery(JsonElement gallery, string path)
    {
        int index = 0;
        foreach (JsonElement item in gallery.GetItems("items"))
            CheckMedia(item, $"{path}/items/{index++}");
        if (index is 0 or > MaxGalleryItems)
            errors.BadLength(path + "/items", 1, MaxGalleryItems);
    }

    private void CheckMedia(JsonElement item, string path)
    {
        if (!Uri.TryCreate((item.Get("media") ?? default).GetText("url"), UriKind.Absolute, out Uri? url)
            || url.Scheme is not ("http" or "https" or "attachment"))
        {
            errors.Add(path + "/media/url", "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'attachment').");
        }
    }
}
