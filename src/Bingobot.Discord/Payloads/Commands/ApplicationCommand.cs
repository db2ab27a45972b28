namespace Bingobot.Discord.Payloads;

/// <summary>
/// A command, to register or as registered. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#application-command-object"/>.
/// </summary>
public sealed record ApplicationCommand
{
    /// <summary>The command's id; given by Discord.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>What kind of command it is; absent is a slash command.</summary>
    public ApplicationCommandType? Type { get; init; }

    /// <summary>Whose it is; given by Discord.</summary>
    public Snowflake? ApplicationId { get; init; }

    /// <summary>The guild it is registered in; absent when global.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>The name: 1 to 32 lower-case characters for a slash command.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name in other languages, as "de".</summary>
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    /// <summary>What a slash command does, 1 to 100 characters. Not given for others, for which Discord tells an empty one.</summary>
    public string? Description { get; init; }

    /// <summary>The description in other languages.</summary>
    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    /// <summary>Up to 25 options, required ones first.</summary>
    public IReadOnlyList<ApplicationCommandOption>? Options { get; init; }

    /// <summary>What a member needs to use it; absent is nothing.</summary>
    public Permissions? DefaultMemberPermissions { get; init; }

    /// <summary>Whether it is age-restricted.</summary>
    public bool? Nsfw { get; init; }

    /// <summary>Where it can be installed; absent is what the application says.</summary>
    public IReadOnlyList<ApplicationIntegrationType>? IntegrationTypes { get; init; }

    /// <summary>Where it can be used; absent is everywhere.</summary>
    public IReadOnlyList<InteractionContextType>? Contexts { get; init; }

    /// <summary>Of an entry point: 1 the application answers, 2 Discord launches the activity.</summary>
    public int? Handler { get; init; }

    /// <summary>Changes with every substantial change; given by Discord.</summary>
    public Snowflake? Version { get; init; }
}

/// <summary>
/// The kinds of command. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-types"/>.
/// </summary>
public enum ApplicationCommandType
{
    /// <summary>A slash command.</summary>
    ChatInput = 1,
    /// <summary>In a user's menu.</summary>
    User = 2,
    /// <summary>In a message's menu.</summary>
    Message = 3,
    /// <summary>Starts an activity.</summary>
    PrimaryEntryPoint = 4,
}
