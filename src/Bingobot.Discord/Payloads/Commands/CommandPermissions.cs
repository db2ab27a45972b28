namespace Bingobot.Discord.Payloads;

/// <summary>
/// Who may use a command in a guild, as its people have set it. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#application-command-permissions-object"/>.
/// </summary>
public sealed record GuildApplicationCommandPermissions
{
    /// <summary>The command, or the application for all its commands that have none of their own.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The application.</summary>
    public Snowflake ApplicationId { get; init; }

    /// <summary>The guild.</summary>
    public Snowflake GuildId { get; init; }

    /// <summary>Who may and who may not, up to 100.</summary>
    public IReadOnlyList<ApplicationCommandPermission> Permissions { get; init; } = [];
}

/// <summary>Whether a role, user or channel may use a command.</summary>
/// <param name="Id">The role, user or channel; the guild's id is everybody, one less than it all channels.</param>
/// <param name="Type">Which of them.</param>
/// <param name="Permission">Whether they may.</param>
public sealed record ApplicationCommandPermission(Snowflake Id, ApplicationCommandPermissionType Type, bool Permission);

/// <summary>Whom an <see cref="ApplicationCommandPermission"/> is about.</summary>
public enum ApplicationCommandPermissionType
{
    /// <summary>A role.</summary>
    Role = 1,
    /// <summary>A user.</summary>
    User = 2,
    /// <summary>A channel.</summary>
    Channel = 3,
}
