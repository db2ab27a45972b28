using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Modules;

/// <summary>A vote was opened.</summary>
public sealed record VoteStarted
{
    /// <summary>Its id.</summary>
    public required string Vote { get; init; }

    /// <summary>What is asked, as it was written.</summary>
    public required string Question { get; init; }

    /// <summary>What can be voted for.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>How many must vote for the result to count.</summary>
    public required int Quorum { get; init; }

    /// <summary>When it closes.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>Who opened it.</summary>
    public required Snowflake User { get; init; }

    /// <summary>Where.</summary>
    public required Snowflake Channel { get; init; }

    /// <summary>The module that acts on its result; empty where people do.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>What follows when the first option wins, for people.</summary>
    public string Consequence { get; init; } = "";

    /// <summary>The language of its messages; null: English.</summary>
    public string? Locale { get; init; }
}

/// <summary>A user voted, or voted otherwise than before.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="User">Who.</param>
/// <param name="Option">For what: the option's index.</param>
/// <param name="Message">The message that the button is on.</param>
public sealed record VoteCast(string Vote, Snowflake User, int Option, Snowflake Message);

/// <summary>A vote closed.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Purpose">The module that acts on the result; empty where people do.</param>
/// <param name="Result">The result.</param>
public sealed record VoteClosed(string Vote, string Question, string Purpose, VoteResult Result);

/// <summary>The guild came back, and nobody knows what happened meanwhile: the messages of open votes are looked at again.</summary>
/// <param name="Votes">The open votes whose messages are known.</param>
public sealed record VotesRechecked(IReadOnlyList<string> Votes);

/// <summary>The message of an open vote cannot be changed any more, as one that was deleted; it is posted anew.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Message">The message that was.</param>
public sealed record VoteMessageLost(string Vote, Snowflake Message);

/// <summary>The events of votes.</summary>
public static class VoteEvents
{
    /// <summary>How long what belongs to a vote is kept after it closed.</summary>
    private static readonly TimeSpan AfterClosing = TimeSpan.FromDays(10);

    /// <summary>A vote closed.</summary>
    public static EventType<VoteClosed> VoteClosed { get; } = new("VoteClosed", VotesJson.Default.VoteClosed);

    /// <summary>A vote was opened.</summary>
    public static EventType<VoteStarted> VoteStarted { get; } = new("VoteStarted", VotesJson.Default.VoteStarted)
    {
        Retention = Retention.Until(VoteClosed, by: "vote", AfterClosing),
    };

    /// <summary>A user voted.</summary>
    public static EventType<VoteCast> VoteCast { get; } = new("VoteCast", VotesJson.Default.VoteCast)
    {
        Retention = Retention.Until(VoteClosed, by: "vote", AfterClosing),
    };

    /// <summary>The messages of open votes are looked at again.</summary>
    public static EventType<VotesRechecked> VotesRechecked { get; } = new("VotesRechecked", VotesJson.Default.VotesRechecked);

    /// <summary>The message of an open vote is gone.</summary>
    public static EventType<VoteMessageLost> VoteMessageLost { get; } = new("VoteMessageLost", VotesJson.Default.VoteMessageLost)
    {
        Retention = Retention.Until(VoteClosed, by: "vote", AfterClosing),
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(VotesState))]
[JsonSerializable(typeof(VoteStarted))]
[JsonSerializable(typeof(VoteCast))]
[JsonSerializable(typeof(VoteClosed))]
[JsonSerializable(typeof(VotesRechecked))]
[JsonSerializable(typeof(VoteMessageLost))]
internal sealed partial class VotesJson : JsonSerializerContext;
