namespace Bingobot.Events;

/// <summary>What one round of the shadow came to.</summary>
/// <param name="FromSequence">The first event that was replayed.</param>
/// <param name="ToSequence">The event after which the states were compared.</param>
/// <param name="Partitions">How many partitions of modules were compared.</param>
/// <param name="Divergences">Where they differ; empty where replay reproduces the live state.</param>
public sealed record ShadowResult(
    long FromSequence, long ToSequence, int Partitions, IReadOnlyList<ShadowDivergence> Divergences);

/// <summary>A state that replay does not reproduce.</summary>
/// <param name="Module">The module.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Sequence">The event after which the states were compared; they part at it or at an earlier one.</param>
/// <param name="Change">The first value that differs: live it is <c>Before</c>, replayed it is <c>After</c>.</param>
public sealed record ShadowDivergence(string Module, ulong Partition, long Sequence, StateChange Change);
