using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

internal interface IWorkload
{
    IEnumerable<WorkloadCase> Cases(Sizes sizes);
}
