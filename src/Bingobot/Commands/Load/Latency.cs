namespace Bingobot.Commands.Load;

/// <summary>Latencies in milliseconds.</summary>
/// <param name="Count">How many were measured.</param>
/// <param name="P50">Half are not greater.</param>
/// <param name="P95">95 of 100 are not greater.</param>
/// <param name="P99">99 of 100 are not greater.</param>
/// <param name="Max">None is greater.</param>
internal sealed record Latency(long Count, double P50, double P95, double P99, double Max);
