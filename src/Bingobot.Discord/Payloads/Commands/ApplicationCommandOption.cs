using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Discord.Payloads;

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
    [JsonConverter(typeof(WholeOrFractionConverter))]
    public double? MinValue { get; init; }

    /// <summary>The greatest number.</summary>
    [JsonConverter(typeof(WholeOrFractionConverter))]
    public double? MaxValue { get; init; }

    /// <summary>The shortest text, 0 to 6,000 characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>The longest text, 1 to 6,000 characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether the bot is asked for choices while it is typed; not together with <see cref="Choices"/>.</summary>
    public bool? Autocomplete { get; init; }

    /// <summary>Of an attachment: "image", "video", "audio" or extensions as ".pdf", up to 10.</summary>
    public IReadOnlyList<string>? FileTypes { get; init; }
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
