using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>One table of the report: a workload in one variant at one size of documents.</summary>
/// <param name="Workload">W1 … W7.</param>
/// <param name="Variant">What is measured, for the reader.</param>
/// <param name="DocumentBytes">Bytes of a document.</param>
/// <param name="Unit">What is reported.</param>
/// <param name="Contenders">Who takes part, in the table's order.</param>
/// <param name="Prepare">Makes what a contender's rounds work on.</param>
internal sealed record WorkloadCase(
    string Workload,
    string Variant,
    int DocumentBytes,
    Unit Unit,
    IReadOnlyList<IContender> Contenders,
    Func<IContender, Scratch, ICell> Prepare);
