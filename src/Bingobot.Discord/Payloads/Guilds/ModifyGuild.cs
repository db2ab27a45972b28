using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What to change of a guild; what is absent stays. See
/// <see href="https://docs.discord.com/developers/resources/guild#modify-guild"/>.
/// </summary>
public sealed record ModifyGuild
{
    /// <summary>The name, 2 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>How members must be verified to write, 0 to 4.</summary>
    public int? VerificationLevel { get; init; }

    /// <summary>What members are notified of by default: 0 all messages, 1 mentions.</summary>
    public int? DefaultMessageNotifications { get; init; }

    /// <summary>Whose media are scanned: 0 nobody's, 1 those without roles, 2 all.</summary>
    public int? ExplicitContentFilter { get; init; }

    /// <summary>Where idle members are moved to; null is nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> AfkChannelId { get; init; }

    /// <summary>After how many seconds a member is idle: 60, 300, 900, 1800 or 3600.</summary>
    public int? AfkTimeout { get; init; }

    /// <summary>The icon, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Icon { get; init; }

    /// <summary>The picture on invitations, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Splash { get; init; }

    /// <summary>The banner, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Banner { get; init; }

    /// <summary>Where notices of Discord are posted; null is nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> SystemChannelId { get; init; }

    /// <summary>Which notices are posted, a bit field.</summary>
    public int? SystemChannelFlags { get; init; }

    /// <summary>Where a community's rules are; null is nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> RulesChannelId { get; init; }

    /// <summary>Where Discord writes to a community's moderators; null is nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> PublicUpdatesChannelId { get; init; }

    /// <summary>Where Discord alerts a community's moderators; null is nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> SafetyAlertsChannelId { get; init; }

    /// <summary>The language of a community, as "en-US".</summary>
    public string? PreferredLocale { get; init; }

    /// <summary>What is enabled for the guild, by name; all of it.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The description; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Description { get; init; }

    /// <summary>Whether the bar of boosts is shown.</summary>
    public bool? PremiumProgressBarEnabled { get; init; }
}
