using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Bingobot.Sandbox;

/// <summary>A poll (<see href="https://docs.discord.com/developers/resources/poll#poll-object"/>).</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Answers">What can be answered, in order.</param>
/// <param name="ExpiresAt">When it ends by itself, in milliseconds of the world's clock.</param>
/// <param name="Multiselect">Whether one may choose several.</param>
internal sealed record Poll(string Question, ImmutableArray<PollAnswer> Answers, long ExpiresAt, bool Multiselect)
{
    private static readonly ImmutableSortedDictionary<int, ImmutableSortedSet<ulong>> NoVotes =
        ImmutableSortedDictionary<int, ImmutableSortedSet<ulong>>.Empty;

    /// <summary>Who chose what, by the answer's id.</summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<int, ImmutableSortedSet<ulong>> Votes { get; init; } = NoVotes;

    /// <summary>Nobody can vote any more, and the votes are counted.</summary>
    [JsonIgnore]
    public bool IsFinal { get; init; }

    public int Count(int answerId) => Votes.GetValueOrDefault(answerId, []).Count;

    public Poll WithVote(int answerId, ulong userId, bool present)
    {
        ImmutableSortedSet<ulong> old = Votes.GetValueOrDefault(answerId, []);
        ImmutableSortedSet<ulong> users = present ? old.Add(userId) : old.Remove(userId);
        if (ReferenceEquals(old, users))
            return this;
        return this with { Votes = users.IsEmpty ? Votes.Remove(answerId) : Votes.SetItem(answerId, users) };
    }
}

/// <summary>One answer of a poll.</summary>
/// <param name="Id">From 1 on.</param>
/// <param name="Text">Its text.</param>
/// <param name="Emoji">Of Unicode, or <c>name:id</c>; null: none.</param>
internal sealed record PollAnswer(int Id, string Text, string? Emoji);
