using System.Globalization;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>Figures for readers.</summary>
internal static class Format
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string UnitName(Unit unit) => unit switch
    {
        Unit.DocumentsPerSecond => "documents/s",
        Unit.EventsPerSecond => "events/s",
        Unit.EventsPerCpuSecond => "events/s per core",
        Unit.BytesPerGuild => "bytes a guild",
        Unit.OperationsPerSecond => "pushes + pops/s",
        _ => "ms",
    };

    public static string Value(double value, Unit unit)
    {
        if (double.IsNaN(value))
            return "–";
        if (unit == Unit.BytesPerGuild)
            return value.ToString("#,0", Culture);
        if (unit == Unit.Milliseconds)
            return value.ToString(value < 10 ? "0.00" : "#,0.0", Culture);
        return value switch
        {
            >= 10e6 => (value / 1e6).ToString("0.0", Culture) + " M",
            >= 1e6 => (value / 1e6).ToString("0.00", Culture) + " M",
            >= 10e3 => (value / 1e3).ToString("0.0", Culture) + " k",
            _ => value.ToString("#,0", Culture),
        };
    }

    public static string Ratio(double ratio) =>
        double.IsNaN(ratio) ? "–" : ratio.ToString(ratio < 0.1 ? "0.000" : ratio < 10 ? "0.00" : "#,0", Culture);

    public static string Bytes(double bytes) => bytes switch
    {
        < 0 => "–",
        < 0.05 => "0",
        < 10 => bytes.ToString("0.0", Culture),
        _ => bytes.ToString("#,0", Culture),
    };

    /// <summary>A time in microseconds.</summary>
    public static string Microseconds(TimeSpan time) =>
        time.TotalMicroseconds.ToString(time.TotalMicroseconds < 10 ? "0.0" : "#,0", Culture);

    public static string Title(Table table) => table.DocumentBytes == 0
        ? $"{table.Workload} · {table.Variant}"
        : $"{table.Workload} · {Size(table.DocumentBytes)} · {table.Variant}";

    public static string Size(int documentBytes) =>
        documentBytes % 1024 == 0 ? $"{documentBytes / 1024} KiB" : $"{documentBytes} B";

    /// <summary>What the row's allocation is counted by.</summary>
    public static string AllocationHeader(Unit unit) => unit.IsLessBetter() ? "allocated, B" : "B allocated each";
}
