using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Scoring;

/// <summary>
/// What the boards must be after events in the order in which they are stored: counted anew with plain numbers, by none of the code
/// that is measured.
/// </summary>
internal sealed class BoardModel(ScoredEvents events)
{
    private Dictionary<(ulong Partition, ulong User), (long Events, long Points, long Last)> _users = [];
    private Dictionary<ulong, (long Events, ulong Hash)> _partitions = [];

    /// <summary>Another one that has counted the same.</summary>
    public BoardModel Copy() => new(events) { _users = new(_users), _partitions = new(_partitions) };

    /// <summary>Counts the event.</summary>
    public void Take(long ordinal, long sequence)
    {
        Scored e = events.At(ordinal);
        ulong partition = ScoredEvents.PartitionOf(ordinal);
        (long count, long points, _) = _users.GetValueOrDefault((partition, e.User));
        _users[(partition, e.User)] = (count + 1, points + e.Points, sequence);
        (long all, ulong hash) = _partitions.GetValueOrDefault(partition);
        _partitions[partition] = (all + 1, (hash * 31) + (ulong)e.Number);
    }

    /// <summary>Compares all that the boards hold.</summary>
    /// <exception cref="WrongContentException">A board is another.</exception>
    public void MustEqual(Func<ulong, Board> boardOf, string what)
    {
        for (ulong partition = 1; partition <= ScoredEvents.Partitions; partition++)
        {
            Board board = boardOf(partition);
            (long count, ulong hash) = _partitions.GetValueOrDefault(partition);
            if (board.Events != count || board.Hash != hash)
            {
                throw new WrongContentException(
                    $"{what}: partition {partition} was to have {count} events with hash {hash:x16}; it has {board.Events} with {board.Hash:x16}.");
            }

            var expected = _users.Where(user => user.Key.Partition == partition)
                .OrderBy(user => user.Key.User)
                .Select(user => (user.Key.User, new Tally(user.Value.Events, user.Value.Points, user.Value.Last)));
            if (!board.Users.Select(user => (user.Key, user.Value)).SequenceEqual(expected))
                throw new WrongContentException($"{what}: the tallies of partition {partition} are not those of its events.");
        }
    }
}
