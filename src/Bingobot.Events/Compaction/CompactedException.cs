namespace Bingobot.Events;

/// <summary>What is asked for lies among events that were compacted: the state of then cannot be told any more.</summary>
/// <param name="sequence">The event that was asked for.</param>
/// <param name="upTo">The last event of those that were compacted.</param>
public sealed class CompactedException(long sequence, long upTo) : InvalidOperationException(
    $"The state after event {sequence} cannot be told any more: the events up to {upTo} were compacted. Ask for {upTo} or later.")
{
    /// <summary>The last event of those that were compacted: from it on, states can be told.</summary>
    public long UpTo { get; } = upTo;
}
