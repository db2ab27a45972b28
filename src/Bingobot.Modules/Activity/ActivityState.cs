using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Modules;

/// <summary>What the users of one guild do.</summary>
public sealed record ActivityState
{
    /// <summary>By user.</summary>
    public ImmutableSortedDictionary<Snowflake, UserActivity> Users { get; init; } =
        ImmutableSortedDictionary<Snowflake, UserActivity>.Empty;

    /// <summary>The time of the newest event that told something.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>What is known of a user.</summary>
    public UserActivity Of(Snowflake user) => Users.GetValueOrDefault(user) ?? new UserActivity();

    internal ActivityState With(Snowflake user, UserActivity activity, DateTimeOffset now) =>
        this with { Users = Users.SetItem(user, activity), LastSeen = now };
}

/// <summary>What a user does.</summary>
public sealed record UserActivity
{
    /// <summary>Since when the user sits in voice; null outside.</summary>
    public DateTimeOffset? InVoiceSince { get; init; }

    /// <summary>Whole seconds in voice, the present session not counted.</summary>
    public long VoiceSeconds { get; init; }

    /// <summary>Messages written.</summary>
    public long Messages { get; init; }

    /// <summary>When the user was found active last; null: never.</summary>
    public DateTimeOffset? ActiveAt { get; init; }

    /// <summary>Whole seconds in voice up to <paramref name="now"/>.</summary>
    public long SecondsAt(DateTimeOffset now) =>
        VoiceSeconds + (InVoiceSince is { } since ? Seconds(now - since) : 0);

    internal static long Seconds(TimeSpan time) => time > TimeSpan.Zero ? (long)time.TotalSeconds : 0;
}

/// <summary>A user came into voice.</summary>
/// <param name="User">Who.</param>
/// <param name="Channel">Where.</param>
/// <param name="ActiveFrom">When the user counts as active, having stayed.</param>
public sealed record VoiceSessionStarted(Snowflake User, Snowflake Channel, DateTimeOffset ActiveFrom);

/// <summary>A user left voice.</summary>
/// <param name="User">Who.</param>
/// <param name="Seconds">How long the user was known to be there, in whole seconds.</param>
public sealed record VoiceSessionEnded(Snowflake User, long Seconds);

/// <summary>The bot was not there when the user's time was up: what was missed is waited for first.</summary>
/// <param name="User">Who.</param>
/// <param name="Until">Until when.</param>
public sealed record VoiceCheckPostponed(Snowflake User, DateTimeOffset Until);

/// <summary>A user has sat in voice long enough to count as active.</summary>
/// <param name="User">Who.</param>
/// <param name="Since">Since when.</param>
public sealed record UserActive(Snowflake User, DateTimeOffset Since);

/// <summary>The events of activity.</summary>
public static class ActivityEvents
{
    /// <summary>A user left voice.</summary>
    public static EventType<VoiceSessionEnded> VoiceSessionEnded { get; } =
        new("VoiceSessionEnded", ActivityJson.Default.VoiceSessionEnded);

    /// <summary>A user came into voice.</summary>
    public static EventType<VoiceSessionStarted> VoiceSessionStarted { get; } =
        new("VoiceSessionStarted", ActivityJson.Default.VoiceSessionStarted)
        {
            Retention = Retention.Until(VoiceSessionEnded, by: "user", after: TimeSpan.FromDays(10)),
        };

    /// <summary>What was missed is waited for first.</summary>
    public static EventType<VoiceCheckPostponed> VoiceCheckPostponed { get; } =
        new("VoiceCheckPostponed", ActivityJson.Default.VoiceCheckPostponed);

    /// <summary>A user counts as active; the newest time of each user is kept.</summary>
    public static EventType<UserActive> UserActive { get; } = new("UserActive", ActivityJson.Default.UserActive)
    {
        Retention = Retention.UntilNext(by: "user", after: TimeSpan.FromDays(10)),
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActivityState))]
[JsonSerializable(typeof(VoiceSessionStarted))]
[JsonSerializable(typeof(VoiceSessionEnded))]
[JsonSerializable(typeof(VoiceCheckPostponed))]
[JsonSerializable(typeof(UserActive))]
internal sealed partial class ActivityJson : JsonSerializerContext;
