using System.Text;
using System.Text.Json;

namespace Bingobot.EndToEnd;

/// <summary>A button of a message.</summary>
internal sealed record SandboxButton(string Label, string CustomId, bool IsDisabled);

/// <summary>A message as Discord has it.</summary>
internal sealed class SandboxMessage(JsonElement json)
{
    private const int Ephemeral = 1 << 6;

    /// <summary>Discord's object.</summary>
    public JsonElement Json { get; } = json;

    /// <summary>Its id.</summary>
    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>Who wrote it.</summary>
    public string Author => Json.GetProperty("author").GetProperty("username").GetString()!;

    /// <summary>Whether a bot wrote it.</summary>
    public bool IsByBot => Json.GetProperty("author").TryGetProperty("bot", out JsonElement bot) && bot.GetBoolean();

    /// <summary>What it was created with so that it is not created twice, or empty.</summary>
    public string Nonce => Json.TryGetProperty("nonce", out JsonElement nonce) ? nonce.ToString() : "";

    /// <summary>The interaction that it answers, or empty.</summary>
    public string Interaction =>
        Json.TryGetProperty("interaction_metadata", out JsonElement interaction) ? interaction.GetProperty("id").GetString()! : "";

    /// <summary>Whether only one person sees it.</summary>
    public bool IsPrivate => (Json.GetProperty("flags").GetInt32() & Ephemeral) != 0;

    /// <summary>Its content.</summary>
    public string Content => Json.GetProperty("content").GetString()!;

    /// <summary>All that a person can read in it: content, embeds, labels.</summary>
    public string Text => TextOf(Json);

    /// <summary>Its buttons, in order.</summary>
    public SandboxButton[] Buttons =>
    [
        .. from row in Components(Json)
           from component in Components(row)
           where component.GetProperty("type").GetInt32() == 2
           select new SandboxButton(
               component.TryGetProperty("label", out JsonElement label) ? label.GetString()! : "",
               component.TryGetProperty("custom_id", out JsonElement id) ? id.GetString()! : "",
               component.TryGetProperty("disabled", out JsonElement disabled) && disabled.GetBoolean()),
    ];

    /// <summary>The button whose label contains this.</summary>
    public SandboxButton Button(string label) =>
        Buttons.First(button => button.Label.Contains(label, StringComparison.OrdinalIgnoreCase));

    /// <summary>All that a person can read in Discord's object.</summary>
    public static string TextOf(JsonElement json)
    {
        var text = new StringBuilder();
        Collect(json, text);
        return text.ToString();
    }

    private static JsonElement.ArrayEnumerator Components(JsonElement parent) =>
        parent.TryGetProperty("components", out JsonElement list) ? list.EnumerateArray() : default;

    private static void Collect(JsonElement json, StringBuilder text)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement item in json.EnumerateArray())
                    Collect(item, text);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in json.EnumerateObject())
                {
                    if (property.Name is "content" or "title" or "description" or "name" or "value" or "text" or "label" or "message"
                        && property.Value.ValueKind == JsonValueKind.String)
                        text.AppendLine(property.Value.GetString());
                    else if (property.Name is "embeds" or "fields" or "footer" or "components")
                        Collect(property.Value, text);
                }

                break;
        }
    }
}
