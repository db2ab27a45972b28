using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Scoring;

/// <summary>
/// Takes the events 0, 1, 2 … while time is taken: length, number and last word of the JSON are compared, and the partition's range.
/// For one thread.
/// </summary>
internal sealed class QuickLook(ScoredEvents events)
{
    private readonly long[] _lastWords = events.LastWords();
    private readonly byte[] _digits = ScoredEvents.Digits(ScoredEvents.FirstNumber);

    /// <summary>Events taken.</summary>
    public long Count { get; private set; }

    /// <exception cref="WrongContentException">The event is not the one that was expected.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(long sequence, ulong partition, ReadOnlySpan<byte> json)
    {
        if (json.Length != events.JsonBytes
            || partition - 1 >= ScoredEvents.Partitions
            || !json.Slice(ScoredEvents.NumberOffset, ScoredEvents.NumberDigits).SequenceEqual(_digits)
            || BinaryPrimitives.ReadInt64LittleEndian(json[^sizeof(long)..]) != _lastWords[Count & (_lastWords.Length - 1)])
            throw new WrongContentException($"The event {Count} was expected; {json.Length} other bytes are stored as {sequence}.");
        Count++;
        int digit = _digits.Length - 1;
        while (_digits[digit] == (byte)'9')
            _digits[digit--] = (byte)'0';
        _digits[digit]++;
    }

    public void MustHave(long count)
    {
        if (Count != count)
            throw new WrongContentException($"{count} events were expected, {Count} were read.");
    }
}
