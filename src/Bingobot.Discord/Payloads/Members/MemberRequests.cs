using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What to change of a member; what is absent stays. See
/// <see href="https://docs.discord.com/developers/resources/guild#modify-guild-member"/>.
/// </summary>
public sealed record ModifyMember
{
    /// <summary>The name in this guild, up to 32 characters; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Nick { get; init; }

    /// <summary>The roles; all of them.</summary>
    public IReadOnlyList<Snowflake>? Roles { get; init; }

    /// <summary>Whether muted in voice; an error where the member is not in voice.</summary>
    public bool? Mute { get; init; }

    /// <summary>Whether deafened in voice; an error where the member is not in voice.</summary>
    public bool? Deaf { get; init; }

    /// <summary>The voice channel to move the member to; null puts them out of voice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> ChannelId { get; init; }

    /// <summary>Until when the member is timed out, up to 28 days from now; null ends it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateTimeOffset?> CommunicationDisabledUntil { get; init; }

    /// <summary>The member's flags, a bit field.</summary>
    public int? Flags { get; init; }
}

/// <summary>
/// What to change of the bot as a member; what is absent stays. See
/// <see href="https://docs.discord.com/developers/resources/guild#modify-current-member"/>.
/// </summary>
public sealed record ModifyCurrentMember
{
    /// <summary>The name in this guild, up to 32 characters; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Nick { get; init; }

    /// <summary>The avatar in this guild, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Avatar { get; init; }

    /// <summary>The banner in this guild, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Banner { get; init; }

    /// <summary>The text about the bot in this guild; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Bio { get; init; }
}

/// <summary>
/// What to change of a user on a stage. See
/// <see href="https://docs.discord.com/developers/resources/voice#modify-user-voice-state"/>.
/// </summary>
public sealed record ModifyVoiceState
{
    /// <summary>The stage that the user is on.</summary>
    public Snowflake? ChannelId { get; init; }

    /// <summary>Whether not allowed to speak.</summary>
    public bool? Suppress { get; init; }
}

/// <summary>
/// What to change of the bot on a stage. See
/// <see href="https://docs.discord.com/developers/resources/voice#modify-current-user-voice-state"/>.
/// </summary>
public sealed record ModifyCurrentVoiceState
{
    /// <summary>The stage that the bot is on.</summary>
    public Snowflake? ChannelId { get; init; }

    /// <summary>Whether not speaking.</summary>
    public bool? Suppress { get; init; }

    /// <summary>When the bot asks to speak, now or later; null takes it back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateTimeOffset?> RequestToSpeakTimestamp { get; init; }
}
