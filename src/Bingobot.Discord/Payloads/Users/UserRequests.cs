using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What to change of the bot's own user. See
/// <see href="https://docs.discord.com/developers/resources/user#modify-current-user"/>.
/// </summary>
public sealed record ModifyCurrentUser
{
    /// <summary>The name, 2 to 32 characters.</summary>
    public string? Username { get; init; }

    /// <summary>The avatar, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Avatar { get; init; }

    /// <summary>The banner, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Banner { get; init; }
}

/// <summary>
/// Whom to write to directly. See <see href="https://docs.discord.com/developers/resources/user#create-dm"/>.
/// </summary>
public sealed record CreateDirectMessageChannel
{
    /// <summary>The user.</summary>
    public Snowflake RecipientId { get; init; }
}

/// <summary>
/// A guild that the bot is in. See
/// <see href="https://docs.discord.com/developers/resources/user#get-current-user-guilds"/>.
/// </summary>
public sealed record CurrentUserGuild
{
    /// <summary>The guild's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The hash of its icon.</summary>
    public string? Icon { get; init; }

    /// <summary>Whether the bot owns it.</summary>
    public bool Owner { get; init; }

    /// <summary>What the bot may do, without overwrites.</summary>
    public Permissions Permissions { get; init; }

    /// <summary>What is enabled for the guild, by name.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>About how many members there are, where asked for.</summary>
    public int? ApproximateMemberCount { get; init; }

    /// <summary>About how many of them are there, where asked for.</summary>
    public int? ApproximatePresenceCount { get; init; }
}
