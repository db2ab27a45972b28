using System.Collections.Immutable;
using Bingobot.Discord.Payloads;

namespace Bingobot.Modules;

/// <summary>How a vote ended.</summary>
public enum VoteOutcome
{
    /// <summary>One option has more votes than any other, and enough have voted.</summary>
    Decided,

    /// <summary>Enough have voted, and two or more options share the most votes: nothing is decided.</summary>
    Tie,

    /// <summary>Fewer have voted than the quorum: nothing is decided.</summary>
    NoQuorum,
}

/// <summary>A vote of one guild.</summary>
public sealed record Vote
{
    /// <summary>Its id, which buttons carry.</summary>
    public required string Id { get; init; }

    /// <summary>Its number in the guild, by which people call it: 1, 2, 3 …</summary>
    public required int Number { get; init; }

    /// <summary>What is asked.</summary>
    public required string Question { get; init; }

    /// <summary>What can be voted for, 2 to 25.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>How many must vote for the result to count.</summary>
    public required int Quorum { get; init; }

    /// <summary>When it closes.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>Who opened it.</summary>
    public required Snowflake StartedBy { get; init; }

    /// <summary>Where it was opened, and its result is announced.</summary>
    public required Snowflake Channel { get; init; }

    /// <summary>The module that acts on its result; empty where people do.</summary>
    public required string Purpose { get; init; }

    /// <summary>What follows when the first option wins, for people; may be empty.</summary>
    public required string Consequence { get; init; }

    /// <summary>The language of its messages; null: English.</summary>
    public string? Locale { get; init; }

    /// <summary>The message with its buttons, once it is known.</summary>
    public Snowflake? Message { get; init; }

    /// <summary>For what each user votes: the option's index.</summary>
    public ImmutableSortedDictionary<Snowflake, int> Ballots { get; init; } = ImmutableSortedDictionary<Snowflake, int>.Empty;

    /// <summary>Its result; null while it is open.</summary>
    public VoteResult? Result { get; init; }

    /// <summary>How many vote for each option, in the order of the options.</summary>
    public IReadOnlyList<int> Tallies()
    {
        var tallies = new int[Options.Count];
        foreach (var option in Ballots.Values)
            tallies[option]++;
        return tallies;
    }

    /// <summary>The result that it has now.</summary>
    public VoteResult Count()
    {
        var tallies = Tallies();
        var most = tallies.Max();
        int[] first = [.. Enumerable.Range(0, Options.Count).Where(option => tallies[option] == most)];
        var outcome = Ballots.Count < Quorum ? VoteOutcome.NoQuorum
            : first.Length > 1 ? VoteOutcome.Tie
            : VoteOutcome.Decided;
        return new VoteResult(outcome, outcome == VoteOutcome.NoQuorum ? [] : first, tallies);
    }
}

/// <summary>The result of a vote.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="First">The options with the most votes, by index: one where it is decided, none without quorum.</param>
/// <param name="Tallies">How many voted for each option.</param>
public sealed record VoteResult(VoteOutcome Outcome, IReadOnlyList<int> First, IReadOnlyList<int> Tallies);

/// <summary>The votes of one guild.</summary>
public sealed record VotesState
{
    /// <summary>How many closed votes are kept for their buttons and for looking up.</summary>
    public const int MaxClosed = 200;

    /// <summary>The number of the latest vote.</summary>
    public int LastNumber { get; init; }

    /// <summary>The open votes, by number.</summary>
    public ImmutableSortedDictionary<int, Vote> Open { get; init; } = ImmutableSortedDictionary<int, Vote>.Empty;

    /// <summary>The latest closed votes, by number.</summary>
    public ImmutableSortedDictionary<int, Vote> Closed { get; init; } = ImmutableSortedDictionary<int, Vote>.Empty;

    /// <summary>A vote by its id, open or closed; null where there is none, or it closed too long ago.</summary>
    public Vote? Find(string id) =>
        Open.Values.FirstOrDefault(vote => vote.Id == id) ?? Closed.Values.FirstOrDefault(vote => vote.Id == id);

    /// <summary>A vote by its number.</summary>
    public Vote? Find(int number) => Open.GetValueOrDefault(number) ?? Closed.GetValueOrDefault(number);

    internal VotesState With(Vote vote)
    {
        if (vote.Result is null)
            return this with { Open = Open.SetItem(vote.Number, vote) };
        var closed = Closed.SetItem(vote.Number, vote);
        return this with
        {
            Open = Open.Remove(vote.Number),
            Closed = closed.Count > MaxClosed ? closed.Remove(closed.Keys.First()) : closed,
        };
    }
}
