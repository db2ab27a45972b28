namespace Bingobot.Discord.Payloads;

/// <summary>
/// A role; the one with the guild's own id is everybody's. See
/// <see href="https://docs.discord.com/developers/topics/permissions#role-object"/>.
/// </summary>
public sealed record Role
{
    /// <summary>The role's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its colour as 0xRRGGBB; 0 is none.</summary>
    public int Color { get; init; }

    /// <summary>Its colours, where several.</summary>
    public RoleColors? Colors { get; init; }

    /// <summary>Whether its members are listed apart.</summary>
    public bool Hoist { get; init; }

    /// <summary>Its place in the order; higher outranks lower.</summary>
    public int Position { get; init; }

    /// <summary>What it allows.</summary>
    public Permissions Permissions { get; init; }

    /// <summary>Whether an integration manages it.</summary>
    public bool Managed { get; init; }

    /// <summary>Whether anybody may mention it.</summary>
    public bool Mentionable { get; init; }

    /// <summary>The role's flags, a bit field.</summary>
    public int Flags { get; init; }

    /// <summary>The hash of its icon.</summary>
    public string? Icon { get; init; }

    /// <summary>The Unicode emoji that is its icon.</summary>
    public string? UnicodeEmoji { get; init; }
}
