using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>One contender in one case, ready to run any number of rounds.</summary>
internal interface ICell : IDisposable
{
    /// <summary>Runs a round, checks what came of it, and returns what the measured part took.</summary>
    Sample Run();

    /// <summary>What else there is to say after the rounds.</summary>
    string? Remark => null;
}
