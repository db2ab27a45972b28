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

        return Json.Element(w => array.WriteTo(w));
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
