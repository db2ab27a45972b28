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

    /// <summary>What it does, 1 to 100 characters; empty in a context menu.</summary>
    public string Description { get; init; } = "";

    /// <summary>The description in other languages.</summary>
    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    /// <summary>Up to 25 options, required ones first.</summary>
    public IReadOnlyList<ApplicationCommandOption>? Options { get; init; }

    /// <summary>What a member needs to use it; absent is nothing.</summary>
    public Permissions? DefaultMemberPermissions { get; init; }

    /// <summary>Whether it is age-restricted.</summary>
    public bool? Nsfw { get; init; }

    /// <summary>Where it can be installed: 0 guild, 1 user.</summary>
    public IReadOnlyList<int>? IntegrationTypes { get; init; }

    /// <summary>Where it can be used: 0 guilds, 1 direct messages with the bot, 2 others.</summary>
    public IReadOnlyList<int>? Contexts { get; init; }

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

/// <summary>
/// An option of a command, a subcommand, or a group of them. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure"/>.
/// </summary>
public sealed record ApplicationCommandOption
{
    /// <summary>The type.</summary>
    public ApplicationCommandOptionType Type { get; init; }

    /// <summary>The name, 1 to 32 lower-case characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name in other languages, as "de".</summary>
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    /// <summary>What it is, 1 to 100 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>The description in other languages.</summary>
    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    /// <summary>Whether it must be given; absent is false.</summary>
    public bool? Required { get; init; }

    /// <summary>The values to choose from, up to 25.</summary>
    public IReadOnlyList<ApplicationCommandChoice>? Choices { get; init; }

    /// <summary>The options of a subcommand or the subcommands of a group, up to 25.</summary>
    public IReadOnlyList<ApplicationCommandOption>? Options { get; init; }

    /// <summary>The kinds of channel that can be given.</summary>
    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }

    /// <summary>The least number.</summary>
    public double? MinValue { get; init; }

    /// <summary>The greatest number.</summary>
    public double? MaxValue { get; init; }

    /// <summary>The shortest text, 0 to 6,000 characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>The longest text, 1 to 6,000 characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether the bot is asked for choices while it is typed; not together with <see cref="Choices"/>.</summary>
    public bool? Autocomplete { get; init; }
}

/// <summary>
/// The types of an option. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type"/>.
/// </summary>
public enum ApplicationCommandOptionType
{
    /// <summary>A subcommand.</summary>
    Subcommand = 1,
    /// <summary>A group of subcommands.</summary>
    SubcommandGroup = 2,
    /// <summary>A text.</summary>
    Text = 3,
    /// <summary>A whole number between -2^53 and 2^53.</summary>
    WholeNumber = 4,
    /// <summary>True or false.</summary>
    Flag = 5,
    /// <summary>A user.</summary>
    User = 6,
    /// <summary>A channel.</summary>
    Channel = 7,
    /// <summary>A role.</summary>
    Role = 8,
    /// <summary>A user or a role.</summary>
    Mentionable = 9,
    /// <summary>Any number between -2^53 and 2^53.</summary>
    Number = 10,
    /// <summary>A file.</summary>
    Attachment = 11,
}
