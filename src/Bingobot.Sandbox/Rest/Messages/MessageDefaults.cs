using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bingobot.Sandbox;

/// <summary>
/// What Discord adds to the embeds and components of a message where their sender left it out
/// (<see href="https://docs.discord.com/developers/components/reference#anatomy-of-a-component"/>).
/// </summary>
internal static class MessageDefaults
{
    /// <summary>Embeds are rich, and their fields not side by side, unless they say otherwise.</summary>
    public static JsonElement? OfEmbeds(JsonElement? embeds)
    {
        if (embeds is not { } given || given.GetArrayLength() == 0)
            return embeds;
        JsonArray array = JsonArray.Create(given)!;
        foreach (JsonObject embed in array.OfType<JsonObject>())
        {
            embed.TryAdd("type", "rich");
            foreach (JsonObject field in (embed["fields"] as JsonArray ?? []).OfType<JsonObject>())
                field.TryAdd("inline", false);
        }

        return Json.Element(w => array.WriteTo(w));
    }

    /// <summary>Components that have no id are numbered, in the order in which they stand, by what no other has.</summary>
    public static JsonElement? OfComponents(JsonElement? components)
    {
        if (components is not { } given || given.GetArrayLength() == 0)
            return components;
        JsonArray array = JsonArray.Create(given)!;
        JsonObject[] all = [.. array.OfType<JsonObject>().SelectMany(All)];
        HashSet<int> taken = [.. all.Select(Id).Where(id => id > 0)];
        int next = 1;
        foreach (JsonObject component in all.Where(component => Id(component) <= 0))
        {
            while (!taken.Add(next))
                next++;
            component["id"] = next;
        }

        foreach (JsonObject component in all)
            Complete(component);
        return Json.Element(w => array.WriteTo(w));
    }

    private static void Complete(JsonObject component)
    {
        switch (component["type"]?.GetValue<int>())
        {
            case ComponentType.Container:
                component.TryAdd("accent_color", null);
                component.TryAdd("spoiler", false);
                break;
            case ComponentType.Separator:
                component.TryAdd("divider", true);
                component.TryAdd("spacing", 1);
                break;
            case int type when ComponentType.IsSelect(type):
                component.TryAdd("min_values", 1);
                component.TryAdd("max_values", 1);
                break;
            case ComponentType.Thumbnail:
                CompleteMedia(component);
                break;
            case ComponentType.MediaGallery:
                foreach (JsonObject item in (component["items"] as JsonArray ?? []).OfType<JsonObject>())
                    CompleteMedia(item);
                break;
        }
    }

    private static void CompleteMedia(JsonObject item)
    {
        item.TryAdd("description", null);
        item.TryAdd("spoiler", false);
    }

    private static IEnumerable<JsonObject> All(JsonObject component)
    {
        IEnumerable<JsonObject> inside = (component["components"] as JsonArray ?? []).OfType<JsonObject>();
        if (component["accessory"] is JsonObject accessory)
            inside = inside.Append(accessory);
        return inside.SelectMany(All).Prepend(component);
    }

    private static int Id(JsonObject component) =>
        component["id"] is JsonValue value && value.TryGetValue(out int id) ? id : 0;
}
