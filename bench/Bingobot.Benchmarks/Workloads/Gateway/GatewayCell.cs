using Bingobot.Benchmarks.Gateway.Clients;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads.Gateway;

/// <summary>Runs one client again and again, each time as a new process.</summary>
/// <param name="row">The client.</param>
/// <param name="run">Runs its process, given the port.</param>
/// <param name="elapsed">The time that the table's figure is made of.</param>
internal sealed class GatewayCell(GatewayRow row, Func<int, ClientReport> run, Func<ClientReport, double> elapsed) : ICell
{
    private bool _joined = Join(row.Server);

    public Sample Run()
    {
        ClientReport report = run(row.Server.Port);
        if (row.Expected?.Value is { } expected && !expected.Equals(report.Proof))
            throw new WrongContentException($"Expected were {expected}; seen were {report.Proof}.");
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
