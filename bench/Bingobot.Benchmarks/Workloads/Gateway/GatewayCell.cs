using Bingobot.Benchmarks.Gateway.Clients;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads.Gateway;

/// <summary>Runs one client again and again, each time as a new process.</summary>
/// <param name="row">The client.</param>
/// <param name="run">Runs its process, given the port.</param>
/// <param name="elapsed">The time that the table's figure is made of.</param>
internal sealed class GatewayCell(GatewayRow row, Func<int, ClientReport> run, Func<ClientReport, double> elapsed) : ICell
{
    /// <summary>The part of the events that a measurement must span.</summary>
    private const double LeastMeasured = 0.8;

    private bool _joined = Join(row.Server);

    public Sample Run()
    {
        ClientReport report = run(row.Server.Port);
        if (row.Expected?.Value is { } expected && !expected.Equals(report.Proof))
            throw new WrongContentException($"Expected were {expected}; seen were {report.Proof}.");
        if (row.CountsPassed && report.Proof.Passed != report.Events)
            throw new WrongContentException($"{report.Events} events passed; it was told of {report.Proof.Passed}.");
        // Who looks only now and then may have looked too late.
        if (report.Events < row.Events * LeastMeasured)
            throw new WrongContentException($"Only {report.Events} of {row.Events} events fell between two looks.");
        return new Sample(TimeSpan.FromSeconds(elapsed(report)), report.Events, report.AllocatedBytes ?? Sample.UnknownBytes)
        {
            Use = new ProcessUse(report.Events / report.Seconds, report.CpuSeconds * 1e6 / report.Events, report.PeakBytes),
        };
    }

    public void Dispose()
    {
        if (_joined)
            row.Server.Leave();
        _joined = false;
    }

    private static bool Join(SharedServer server)
    {
        server.Join();
        return true;
    }
}
