using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The rules for the choices that a bot suggests while a command is typed
/// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete"/>).</summary>
internal static class ChoicesForm
{
    private const int MaxChoices = 25;
    private const int MaxText = 100;

    /// <exception cref="RestException">400, 50035: with all faults found.</exception>
    public static void Check(JsonElement data)
    {
        FormErrors errors = new();
        int index = 0;
        foreach (JsonElement choice in data.GetItems("choices"))
        {
            string at = $"data/choices/{index++}";
            if (choice.GetText("name") is not { Length: > 0 and <= MaxText })
                errors.BadLength(at + "/name", 1, MaxText);
            if (choice.Get("value") is not { } value)
                errors.Required(at + "/value");
            else if (value.ValueKind == JsonValueKind.String ? value.GetString() is { Length: > MaxText } : value.ValueKind != JsonValueKind.Number)
                errors.Add(at + "/value", "BASE_TYPE_BAD_LENGTH", $"A number or a text of at most {MaxText} characters is expected.");
        }

        if (data.Get("choices") is not { ValueKind: JsonValueKind.Array })
            errors.Required("data/choices");
        if (index > MaxChoices)
            errors.BadLength("data/choices", 0, MaxChoices);
        errors.ThrowIfAny();
    }
}
