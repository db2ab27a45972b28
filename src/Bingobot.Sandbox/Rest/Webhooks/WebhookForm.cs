using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Names of webhooks (<see href="https://docs.discord.com/developers/resources/webhook#create-webhook"/>).</summary>
internal static class WebhookForm
{
    private const int MaxName = 80;
    private static readonly string[] Forbidden = ["clyde", "discord"];

    /// <summary>Null where none was given.</summary>
    /// <exception cref="RestException">400, 50035.</exception>
    public static string? ReadName(JsonElement body, string field)
    {
        if (body.GetText(field)?.Trim() is not { } name)
            return null;
        FormErrors errors = new();
        if (name.Length is 0 or > MaxName)
            errors.BadLength(field, 1, MaxName);
        foreach (string word in Forbidden.Where(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            errors.Add(field, "USERNAME_INVALID_CONTAINS", $"Username cannot contain \"{word}\"");
        errors.ThrowIfAny();
        return name;
    }
}
