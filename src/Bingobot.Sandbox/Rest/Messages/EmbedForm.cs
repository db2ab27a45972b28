using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The limits of embeds (<see href="https://docs.discord.com/developers/resources/message#embed-object-embed-limits"/>).</summary>
internal static class EmbedForm
{
    private const int MaxEmbeds = 10;
    private const int MaxCharacters = 6000;
    private const int MaxFields = 25;

    public static void Check(JsonElement? embeds, string path, FormErrors errors)
    {
        if (embeds is not { } items)
            return;
        if (items.GetArrayLength() > MaxEmbeds)
            errors.BadLength(path + "embeds", 0, MaxEmbeds);
        int index = 0;
        int characters = 0;
        foreach (JsonElement embed in items.EnumerateArray())
        {
            string at = $"{path}embeds/{index++}";
            if (embed.ValueKind != JsonValueKind.Object)
            {
                errors.WrongType(at, "an object");
                continue;
            }

            characters += Length(embed, "title", 256, at, errors) + Length(embed, "description", 4096, at, errors);
            characters += Length(embed.Get("footer") ?? default, "text", 2048, at + "/footer", errors);
            characters += Length(embed.Get("author") ?? default, "name", 256, at + "/author", errors);
            int field = 0;
            foreach (JsonElement item in embed.GetItems("fields"))
            {
                string where = $"{at}/fields/{field++}";
                characters += Length(item, "name", 256, where, errors) + Length(item, "value", 1024, where, errors);
            }

            if (field > MaxFields)
                errors.BadLength(at + "/fields", 0, MaxFields);
        }

        if (characters > MaxCharacters)
            errors.Add(path + "embeds", "MAX_EMBED_SIZE_EXCEEDED", $"Embed size exceeds maximum size of {MaxCharacters}");
    }

    private static int Length(JsonElement element, string name, int max, string path, FormErrors errors)
    {
        int length = element.GetText(name)?.Length ?? 0;
        if (length > max)
            errors.TooLong($"{path}/{name}", max);
        return length;
    }
}
