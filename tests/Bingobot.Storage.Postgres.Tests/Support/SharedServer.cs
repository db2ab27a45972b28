using Bingobot.Storage.Postgres.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Bingobot.Storage.Postgres.Tests.Support;

/// <summary>The server that most tests share, each with stores of its own. Started when first needed.</summary>
public sealed class SharedServer : IDisposable
{
    private readonly Lazy<Cluster> _cluster = new();
    private int _names;

    public Cluster Cluster => _cluster.Value;

    /// <summary>A name that no other test has.</summary>
    public string NewName() => $"store {Interlocked.Increment(ref _names)}";

    public PostgresStore Open(string name, PostgresStoreOptions? options = null) => new(Cluster.ConnectionString, name, options);

    public void Dispose()
    {
        if (_cluster.IsValueCreated)
            _cluster.Value.Dispose();
    }
}
