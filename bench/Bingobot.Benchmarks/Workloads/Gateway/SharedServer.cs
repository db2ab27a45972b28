using Bingobot.Benchmarks.Gateway.Server;

namespace Bingobot.Benchmarks.Workloads.Gateway;

/// <summary>One server for all contenders of a table: started by the first that needs it, ended by the last that goes.</summary>
internal sealed class SharedServer(Func<GatewayServerProcess> start)
{
    private GatewayServerProcess? _process;
    private int _users;

    public int Port => (_process ??= start()).Port;

    public void Join() => _users++;

    public void Leave()
    {
        if (--_users > 0)
            return;
        _process?.Dispose();
        _process = null;
    }
}
