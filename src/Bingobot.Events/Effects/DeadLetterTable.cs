using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>
/// The dead letters of one module. Bounded by numbers that never change with a configuration, since every replay must drop the
/// same ones. Not thread-safe.
/// </summary>
internal sealed class DeadLetterTable
{
    /// <summary>The most dead letters of one module; the oldest make way.</summary>
    public const int MaxLetters = 1_000;

    /// <summary>The most bytes of JSON in the dead letters of one module; the oldest make way. One is kept whatever its length.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    private readonly ImmutableSortedDictionary<long, DeadLetter>.Builder _bySequence =
        ImmutableSortedDictionary.CreateBuilder<long, DeadLetter>();

    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>How many made way since the stream began.</summary>
    public long Dropped { get; private set; }

    /// <summary>The most that there have been at a time since it was restored, or a little more.</summary>
    public (int Letters, long Bytes) Most { get; private set; }

    /// <summary>Whether so many need not make way.</summary>
    public static bool Fits(int letters, long bytes) => letters <= MaxLetters && bytes <= MaxBytes;

    public bool Contains(string id) => _sequences.ContainsKey(id);

    public void Add(DeadLetter letter)
    {
        _bySequence.Add(letter.Sequence, letter);
        _sequences.Add(letter.Effect.Id, letter.Sequence);
        _bytes += letter.Effect.Data.Length;
        Most = (Math.Max(Most.Letters, _bySequence.Count), Math.Max(Most.Bytes, _bytes));
        while (_bySequence.Count > MaxLetters || (_bytes > MaxBytes && _bySequence.Count > 1))
        {
            Remove(_bySequence.First().Value.Effect.Id);
            Dropped++;
        }
    }

    public DeadLetter? Remove(string id)
    {
        if (!_sequences.Remove(id, out long sequence))
            return null;
        DeadLetter letter = _bySequence[sequence];
        _bySequence.Remove(sequence);
        _bytes -= letter.Effect.Data.Length;
        return letter;
    }

    /// <summary>Takes over what was captured earlier, in place of what is here.</summary>
    public void Restore(IEnumerable<DeadLetter> letters, long dropped)
    {
        _bySequence.Clear();
        _sequences.Clear();
        _bytes = 0;
        Most = default;
        foreach (DeadLetter letter in letters)
            Add(letter);
        Dropped = dropped;
    }

    /// <summary>The dead letters as they are now, by the sequence of the event that recorded them. Costs O(1).</summary>
    public ImmutableSortedDictionary<long, DeadLetter> Capture() => _bySequence.ToImmutable();
}
