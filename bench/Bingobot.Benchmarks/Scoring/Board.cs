using System.Collections.Immutable;

namespace Bingobot.Benchmarks.Scoring;

/// <summary>The state of one partition: a tally for each of its users, and a hash that tells every order of events apart.</summary>
internal sealed record Board(long Events, ulong Hash, ImmutableSortedDictionary<ulong, Tally> Users)
{
    public static Board Empty { get; } = new(0, 0, ImmutableSortedDictionary<ulong, Tally>.Empty);

    /// <summary>The state after the event. What the stream's module and the peers apply alike.</summary>
    public Board After(Scored e, long sequence)
    {
        Tally before = Users.GetValueOrDefault(e.User) ?? new Tally(0, 0, 0);
        var after = new Tally(before.Events + 1, before.Points + e.Points, sequence);
        return new Board(Events + 1, (Hash * 31) + (ulong)e.Number, Users.SetItem(e.User, after));
    }
}

/// <summary>The boards of all partitions, for those who have no modules. For one thread.</summary>
internal sealed class BoardTable
{
    private readonly Dictionary<ulong, Board> _boards = [];

    public void Apply(ulong partition, Scored e, long sequence) => _boards[partition] = Of(partition).After(e, sequence);

    public Board Of(ulong partition) => _boards.GetValueOrDefault(partition, Board.Empty);
}
