using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>A person or a bot. See <see href="https://docs.discord.com/developers/resources/user#user-object"/>.</summary>
public sealed record User
{
    /// <summary>The user's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The name, unique over Discord but for bots.</summary>
    public string Username { get; init; } = "";

    /// <summary>The four digits of a bot; "0" for people.</summary>
    public string Discriminator { get; init; } = "0";

    /// <summary>The name that is shown, where one is set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? GlobalName { get; init; }

    /// <summary>The hash of the avatar's picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }

    /// <summary>Whether it belongs to an application.</summary>
    public bool? Bot { get; init; }

    /// <summary>Whether it is Discord itself.</summary>
    public bool? System { get; init; }

    /// <summary>The user's public flags, a bit field.</summary>
    public long? PublicFlags { get; init; }

    /// <summary>The user's flags, a bit field; of oneself only.</summary>
    public long? Flags { get; init; }

    /// <summary>Whether two factors are enabled; of oneself only.</summary>
    public bool? MfaEnabled { get; init; }

    /// <summary>Whether the e-mail address is verified; of oneself only.</summary>
    public bool? Verified { get; init; }

    /// <summary>The user as a member, where a message mentions one.</summary>
    public GuildMember? Member { get; init; }
}
