namespace Bingobot.Events;

/// <summary>How far a replay is.</summary>
/// <param name="From">The first sequence that is replayed.</param>
/// <param name="Sequence">The newest event that was taken up.</param>
/// <param name="To">The last sequence that is replayed.</param>
public readonly record struct ReplayProgress(long From, long Sequence, long To);
