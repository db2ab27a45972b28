using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>One table of the report: a workload in one variant at one size of documents.</summary>
/// <param name="Workload">W1 … W7, E1 … E4.</param>
/// <param name="Variant">What is measured, for the reader.</param>
/// <param name="DocumentBytes">Bytes of a document, or of an event's JSON.</param>
/// <param name="Unit">What is reported.</param>
/// <param name="Entries">Who takes part, in the table's order.</param>
internal sealed record WorkloadCase(
    string Workload, string Variant, int DocumentBytes, Unit Unit, IReadOnlyList<Entry> Entries)
{
    /// <summary>The row that the others are compared with.</summary>
    public string Own { get; init; } = DocumentBufferContender.RowName;

    /// <summary>How many events or documents there are; 0 where the reader need not compare tables by it.</summary>
    public long Count { get; init; }

    /// <param name="workload">As <see cref="Workload"/>.</param>
    /// <param name="variant">As <see cref="Variant"/>.</param>
    /// <param name="documentBytes">As <see cref="DocumentBytes"/>.</param>
    /// <param name="unit">As <see cref="Unit"/>.</param>
    /// <param name="contenders">Who takes part, in the table's order.</param>
    /// <param name="prepare">Makes what a contender's rounds work on.</param>
    public static WorkloadCase Of<TContender>(
        string workload, string variant, int documentBytes, Unit unit, IEnumerable<TContender> contenders,
        Func<TContender, Scratch, ICell> prepare)
        where TContender : IParticipant =>
        new(workload, variant, documentBytes, unit,
            [.. contenders.Select(contender => new Entry(contender, scratch => prepare(contender, scratch)))]);
}

/// <summary>One who takes part.</summary>
/// <param name="Participant">Its row.</param>
/// <param name="Prepare">Makes what its rounds work on.</param>
internal sealed record Entry(IParticipant Participant, Func<Scratch, ICell> Prepare);
