using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What to change of a command; what is absent stays. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#edit-global-application-command"/>.
/// </summary>
public sealed record EditApplicationCommand
{
    /// <summary>The name: 1 to 32 lower-case characters for a slash command.</summary>
    public string? Name { get; init; }

    /// <summary>The name in other languages, as "de"; null takes them away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyDictionary<string, string>?> NameLocalizations { get; init; }

    /// <summary>What it does, 1 to 100 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The description in other languages; null takes them away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyDictionary<string, string>?> DescriptionLocalizations { get; init; }

    /// <summary>All its options, up to 25.</summary>
    public IReadOnlyList<ApplicationCommandOption>? Options { get; init; }

    /// <summary>What a member needs to use it; null is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Permissions?> DefaultMemberPermissions { get; init; }

    /// <summary>Where it can be installed. Of a global command only.</summary>
    public IReadOnlyList<ApplicationIntegrationType>? IntegrationTypes { get; init; }

    /// <summary>Where it can be used. Of a global command only.</summary>
    public IReadOnlyList<InteractionContextType>? Contexts { get; init; }

    /// <summary>Whether it is age-restricted.</summary>
    public bool? Nsfw { get; init; }
}

/// <summary>
/// Who may use a command in a guild, to be set. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#edit-application-command-permissions"/>.
/// </summary>
public sealed record EditApplicationCommandPermissions
{
    /// <summary>All of them, up to 100.</summary>
    public IReadOnlyList<ApplicationCommandPermission> Permissions { get; init; } = [];
}
