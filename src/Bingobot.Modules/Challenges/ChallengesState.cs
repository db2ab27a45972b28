using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Modules;

/// <summary>The restrained users of one guild, and the votes about users.</summary>
public sealed record ChallengesState
{
    /// <summary>Who is kept from the bot's features.</summary>
    public ImmutableSortedDictionary<Snowflake, Restraint> Restrained { get; init; } =
        ImmutableSortedDictionary<Snowflake, Restraint>.Empty;

    /// <summary>The open votes, by the user that they are about: one each.</summary>
    public ImmutableSortedDictionary<Snowflake, OpenCase> Cases { get; init; } =
        ImmutableSortedDictionary<Snowflake, OpenCase>.Empty;
}

/// <summary>Why a user is restrained.</summary>
/// <param name="Reason">As the challenger wrote it.</param>
/// <param name="Since">Since when.</param>
public sealed record Restraint(string Reason, DateTimeOffset Since);

/// <summary>A vote about a user.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Restores">Whether it is to undo the restraint, rather than to make it.</param>
/// <param name="Reason">As it was written; empty for restoring.</param>
public sealed record OpenCase(string Vote, bool Restores, string Reason);

/// <summary>A vote about a user was opened.</summary>
/// <param name="User">The user that it is about.</param>
/// <param name="By">Who opened it.</param>
/// <param name="Vote">The vote.</param>
/// <param name="Restores">Whether it is to undo the restraint, rather than to make it.</param>
/// <param name="Reason">As it was written; empty for restoring.</param>
public sealed record ChallengeOpened(Snowflake User, Snowflake By, string Vote, bool Restores, string Reason);

/// <summary>A vote decided that a user is kept from the bot's features.</summary>
/// <param name="User">Who.</param>
/// <param name="Vote">The vote.</param>
/// <param name="Reason">As the challenger wrote it.</param>
public sealed record UserChallenged(Snowflake User, string Vote, string Reason);

/// <summary>A vote decided that a user may use the bot again.</summary>
/// <param name="User">Who.</param>
/// <param name="Vote">The vote.</param>
public sealed record UserRestored(Snowflake User, string Vote);

/// <summary>A vote about a user did not succeed; all stays as it was.</summary>
/// <param name="User">The user that it is about.</param>
/// <param name="Vote">The vote.</param>
public sealed record ChallengeRejected(Snowflake User, string Vote);

/// <summary>The events of challenges.</summary>
public static class ChallengeEvents
{
    /// <summary>A vote about a user was opened.</summary>
    public static EventType<ChallengeOpened> ChallengeOpened { get; } =
        new("ChallengeOpened", ChallengesJson.Default.ChallengeOpened)
        {
            Retention = Retention.Until(VoteEvents.VoteClosed, by: "vote", after: TimeSpan.FromDays(10)),
        };

    /// <summary>A user may use the bot again.</summary>
    public static EventType<UserRestored> UserRestored { get; } = new("UserRestored", ChallengesJson.Default.UserRestored);

    /// <summary>A user is kept from the bot's features; so is this event, until a vote gives them back.</summary>
    public static EventType<UserChallenged> UserChallenged { get; } =
        new("UserChallenged", ChallengesJson.Default.UserChallenged)
        {
            Retention = Retention.Until(UserRestored, by: "user", after: TimeSpan.FromDays(10)),
        };

    /// <summary>All stays as it was.</summary>
    public static EventType<ChallengeRejected> ChallengeRejected { get; } =
        new("ChallengeRejected", ChallengesJson.Default.ChallengeRejected);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChallengesState))]
[JsonSerializable(typeof(ChallengeOpened))]
[JsonSerializable(typeof(UserChallenged))]
[JsonSerializable(typeof(UserRestored))]
[JsonSerializable(typeof(ChallengeRejected))]
internal sealed partial class ChallengesJson : JsonSerializerContext;
