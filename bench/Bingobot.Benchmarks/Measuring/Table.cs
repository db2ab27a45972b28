namespace Bingobot.Benchmarks.Measuring;

/// <summary>One row of a table.</summary>
internal sealed record Row(
    string Contender,
    bool IsLimit,
    bool IsDurable,
    IReadOnlyList<double> Values,
    double AllocatedBytesPerOperation,
    string? Remark,
    string? Failure)
{
    /// <summary>The medians over the rounds, where single operations were timed.</summary>
    public Latency? Latency { get; init; }

    /// <summary>The medians over the rounds, where the contender is a process.</summary>
    public ProcessUse? Use { get; init; }

    /// <summary>Processor time of an operation in microseconds, the median over the rounds; null where it was not measured.</summary>
    public double? CpuMicroseconds { get; init; }

    public double Median => Values.Count == 0 ? double.NaN : MedianOf(Values);

    public double Least => Values.Count == 0 ? double.NaN : Values.Min();

    public double Most => Values.Count == 0 ? double.NaN : Values.Max();

    public static double MedianOf(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

/// <summary>One table.</summary>
internal sealed record Table(string Workload, string Variant, int DocumentBytes, Unit Unit, IReadOnlyList<Row> Rows)
{
    /// <summary>The row that the others are compared with.</summary>
    public required string Own { get; init; }

    /// <summary>How many events or documents there are; 0 where nobody compares tables by it.</summary>
    public long Count { get; init; }

    /// <summary>The row that the others are compared with, or null where it failed or did not take part.</summary>
    public Row? OwnRow => Find(Own);

    public bool HasLatencies => Rows.Any(row => row.Latency is not null);

    public bool HasUses => Rows.Any(row => row.Use is not null);

    /// <summary>Whether it shows the processor time of an event: what tells contenders apart where other work loads the machine.</summary>
    public bool HasCpu => Unit == Unit.EventsPerSecond && Rows.Any(row => row.CpuMicroseconds is not null);

    /// <summary>How many times better one row's median is than another's; above 1 is better.</summary>
    public double Ratio(Row row, Row other) =>
        Unit.IsLessBetter() ? other.Median / row.Median : row.Median / other.Median;

    public Row? Find(string contender) => Rows.FirstOrDefault(row => row.Contender == contender && row.Failure is null);

    /// <summary>The best row of those that took part, or null.</summary>
    public Row? Best(Func<Row, bool> among)
    {
        IEnumerable<Row> rows = Rows.Where(row => row.Failure is null && among(row));
        return Unit.IsLessBetter() ? rows.MinBy(row => row.Median) : rows.MaxBy(row => row.Median);
    }
}
