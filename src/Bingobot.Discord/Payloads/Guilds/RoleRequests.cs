using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A role to make. See <see href="https://docs.discord.com/developers/resources/guild#create-guild-role"/>.
/// </summary>
public sealed record CreateRole
{
    /// <summary>The name, up to 100 characters; absent is "new role".</summary>
    public string? Name { get; init; }

    /// <summary>What it allows; absent is what everybody may.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>Its colours; absent is none.</summary>
    public RoleColors? Colors { get; init; }

    /// <summary>Whether its members are listed apart; absent is false.</summary>
    public bool? Hoist { get; init; }

    /// <summary>The icon, as a data URI, where the guild may have one.</summary>
    public string? Icon { get; init; }

    /// <summary>A Unicode emoji as icon, where the guild may have one.</summary>
    public string? UnicodeEmoji { get; init; }

    /// <summary>Whether anybody may mention it; absent is false.</summary>
    public bool? Mentionable { get; init; }
}

/// <summary>
/// What to change of a role; what is absent stays. See
/// <see href="https://docs.discord.com/developers/resources/guild#modify-guild-role"/>.
/// </summary>
public sealed record ModifyRole
{
    /// <summary>The name, up to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it allows.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>Its colours.</summary>
    public RoleColors? Colors { get; init; }

    /// <summary>Whether its members are listed apart.</summary>
    public bool? Hoist { get; init; }

    /// <summary>The icon, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Icon { get; init; }

    /// <summary>A Unicode emoji as icon; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> UnicodeEmoji { get; init; }

    /// <summary>Whether anybody may mention it.</summary>
    public bool? Mentionable { get; init; }
}

/// <summary>
/// The colours of a role as 0xRRGGBB. See
/// <see href="https://docs.discord.com/developers/topics/permissions#role-object-role-colors-object"/>.
/// </summary>
public sealed record RoleColors
{
    /// <summary>The colour; 0 is none.</summary>
    public int PrimaryColor { get; init; }

    /// <summary>The colour that it goes over to.</summary>
    public int? SecondaryColor { get; init; }

    /// <summary>A third one, which makes it holographic.</summary>
    public int? TertiaryColor { get; init; }
}

/// <summary>
/// Where to put a role. See <see href="https://docs.discord.com/developers/resources/guild#modify-guild-role-positions"/>.
/// </summary>
public sealed record RolePosition
{
    /// <summary>The role.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The place in the order; higher outranks lower.</summary>
    public int? Position { get; init; }
}
