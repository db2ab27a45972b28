using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Bingobot.Storage.Postgres.Tests.Support;

/// <summary>
/// A server of the test's own: a fresh cluster in a temporary folder, reached by a socket in it and nothing else. It syncs as
/// a server does that must not lose anything.
/// </summary>
public sealed class Cluster : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private Process? _server;

    public Cluster()
    {
        Assert.SkipUnless(ServerPrograms.AreThere, "Needs PostgreSQL's server (Debian: apt-get install postgresql).");
        _folder = ServerPrograms.MakeFolder();
        ServerPrograms.RunToEnd(
            "initdb", "-D", Data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync", "--no-instructions");
        string rules = Path.Combine(Data, "pg_hba.conf");
        File.WriteAllText(rules, $"local all locked scram-sha-256{Environment.NewLine}{File.ReadAllText(rules)}");
        Start();
    }

    /// <summary>The folder of the socket.</summary>
    public string Host => _folder;

    /// <summary>As a superuser.</summary>
    public string ConnectionString => $"Host={_folder};Username=owner;Database=postgres";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Returns when the server takes connections.</summary>
    public void Start()
    {
        ProcessStartInfo start = ServerPrograms.Describe(
            "postgres", "-D", Data, "-k", _folder, "-c", "listen_addresses=", "-c", "shared_buffers=16MB", "-c", "max_connections=60",
            "-c", "fsync=on", "-c", "autovacuum_naptime=1s");
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardInput = true;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        _server = Process.Start(start)!;
        _server.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is null)
                ready.TrySetException(new IOException($"The server ended: {string.Join('\n', said)}"));
            else if (e.Data.Contains("database system is ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult();
            else if (said.Count < 100)
                said.Add(e.Data);
        };
        _server.StandardInput.Close();
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
        Assert.True(ready.Task.Wait(Deadline), "The server did not start in time.");
    }

    /// <summary>SIGKILL for the server and all its processes. Returns when none is left.</summary>
    public void Kill()
    {
        if (_server is null)
            return;
        List<int> processes = [_server.Id, .. ChildrenOf(_server.Id)];
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        Assert.True(SpinWait.SpinUntil(() => processes.TrueForAll(IsGone), Deadline), "A process of the server did not end in time.");
        _server.Dispose();
        _server = null;
    }

    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Application Name=test");
        connection.Open();
        return connection;
    }

    public object? Execute(string sql, params object[] values)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command.ExecuteScalar();
    }

    /// <summary>Asks the server again and again until a query gives true.</summary>
    public void WaitUntil(string condition, params object[] values)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(condition, connection);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        Assert.True(SpinWait.SpinUntil(() => command.ExecuteScalar() is true, Deadline), $"Never came true: {condition}");
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int process) && StatOf(process) is [_, string father, ..]
                && father == parent.ToString(CultureInfo.InvariantCulture))
            {
                yield return process;
            }
        }
    }

    private static bool IsGone(int process) => StatOf(process) is not { } stat || stat[0] == "Z";

    /// <summary>State, parent and more of a process; null when it is gone.</summary>
    private static string[]? StatOf(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
