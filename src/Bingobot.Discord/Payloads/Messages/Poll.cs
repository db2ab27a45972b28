using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A poll of a message. See <see href="https://docs.discord.com/developers/resources/poll#poll-object"/>.
/// </summary>
public sealed record Poll
{
    /// <summary>The question.</summary>
    public PollMedia Question { get; init; } = new();

    /// <summary>The answers.</summary>
    public IReadOnlyList<PollAnswer> Answers { get; init; } = [];

    /// <summary>When it ends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? Expiry { get; init; }

    /// <summary>Whether one may choose several answers.</summary>
    public bool AllowMultiselect { get; init; }

    /// <summary>Always 1.</summary>
    public int LayoutType { get; init; } = 1;

    /// <summary>The votes; absent where they are not known.</summary>
    public PollResults? Results { get; init; }
}

/// <summary>One answer of a <see cref="Poll"/>.</summary>
public sealed record PollAnswer
{
    /// <summary>The answer's number.</summary>
    public int AnswerId { get; init; }

    /// <summary>What it says.</summary>
    public PollMedia PollMedia { get; init; } = new();
}

/// <summary>
/// The votes of a <see cref="Poll"/>. See <see href="https://docs.discord.com/developers/resources/poll#poll-results-object"/>.
/// </summary>
public sealed record PollResults
{
    /// <summary>Whether they are counted for good; before, they may be a little wrong.</summary>
    public bool IsFinalized { get; init; }

    /// <summary>The votes of each answer that has any.</summary>
    public IReadOnlyList<PollAnswerCount> AnswerCounts { get; init; } = [];
}

/// <summary>The votes of one answer.</summary>
public sealed record PollAnswerCount
{
    /// <summary>The answer's number.</summary>
    public int Id { get; init; }

    /// <summary>How many voted for it.</summary>
    public int Count { get; init; }

    /// <summary>Whether the bot did.</summary>
    public bool MeVoted { get; init; }
}

/// <summary>Who voted for an answer.</summary>
public sealed record PollVoters
{
    /// <summary>The voters.</summary>
    public IReadOnlyList<User> Users { get; init; } = [];
}
