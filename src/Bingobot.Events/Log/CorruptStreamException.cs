namespace Bingobot.Events;

/// <summary>The stored stream is not what was written: an event is missing, out of place or changed.</summary>
/// <param name="segment">The segment's file name.</param>
/// <param name="sequence">The sequence at which it shows.</param>
/// <param name="expectation">What was expected, and what was found.</param>
/// <param name="innerException">What the segment's store says, where it is the store that is damaged.</param>
public sealed class CorruptStreamException(
    string segment, long sequence, string expectation, Exception? innerException = null)
    : Exception(
        $"The stream is corrupt at sequence {sequence} in segment {segment}: {expectation.TrimEnd('.')}. "
        + "Nothing was changed; restore the segment from a backup.",
        innerException)
{
    /// <summary>The segment's file name.</summary>
    public string Segment { get; } = segment;

    /// <summary>The sequence at which it shows.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>What was expected, and what was found.</summary>
    public string Expectation { get; } = expectation;
}
