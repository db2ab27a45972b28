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

    /// <summary>Events for each second of processor time; more is better.</summary>
    EventsPerCpuSecond,

    /// <summary>Bytes held for each guild; less is better.</summary>
    BytesPerGuild,
}

internal static class UnitExtensions
{
    public static bool IsLessBetter(this Unit unit) => unit is Unit.Milliseconds or Unit.BytesPerGuild;
}
