namespace Bingobot.Benchmarks.Measuring;

internal enum Unit
{
    /// <summary>More is better.</summary>
    DocumentsPerSecond,

    /// <summary>More is better.</summary>
    EventsPerSecond,

    /// <summary>Pushes plus pops; more is better.</summary>
    OperationsPerSecond,

    /// <summary>Less is better.</summary>
    Milliseconds,
}
