using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Bingobot.Storage.Postgres.Server;

/// <summary>Makes the connections of one store, each with the session settings that the store counts on.</summary>
internal sealed class Connector(NpgsqlDataSource source, bool ownsSource, string store, PostgresStoreOptions options) : IDisposable
{
    /// <summary>The beginning of the name that sessions have on the server, by which a former owner's is known.</summary>
    public const string ApplicationName = "bingobot store ";

    private const int OldestMajorVersion = 14;
    private const int FirstVersionWithTransactionTimeout = 17;

    public static NpgsqlDataSource SourceOf(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        try
        {
            // The session is the owner's: it ends when the store is closed, and its few statements are prepared once.
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Enlist = false, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
            var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
            builder.EnableArrays();
            builder.EnableTransportSecurity();
            return builder.Build();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or DbException)
        {
            // Without the cause: it may quote a part of the string, and that may be of the password.
            throw new ArgumentException(
                $"The connection string is not one that Npgsql understands ({e.GetType().Name}). It is not shown, since it may hold a password.",
                nameof(connectionString));
        }
    }

    public NpgsqlConnection Open() => Prepare(source.OpenConnection());

    public NpgsqlConnection OpenWithin(TimeSpan patience)
    {
        using var cancellation = new CancellationTokenSource(patience, options.TimeProvider);
        return Prepare(source.OpenConnectionAsync(cancellation.Token).AsTask().GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (ownsSource)
            source.Dispose();
    }

    private NpgsqlConnection Prepare(NpgsqlConnection connection)
    {
        bool opened = false;
        try
        {
            if (connection.PostgreSqlVersion.Major < OldestMajorVersion)
            {
                throw ServerErrors.Opening(
                    store, $"the server is PostgreSQL {connection.PostgreSqlVersion}", $"PostgreSQL {OldestMajorVersion} or later is needed.");
            }

            Set(connection);
            opened = true;
            return connection;
        }
        finally
        {
            if (!opened)
                connection.Dispose();
        }
    }

    private void Set(NpgsqlConnection connection)
    {
        string name = ApplicationName + store[..Math.Min(store.Length, 40)];
        string timeout = string.Create(CultureInfo.InvariantCulture, $"{options.TimeoutSeconds * 1000L}");
        using NpgsqlCommand session = connection.Command(Sql.Session, options.TimeoutSeconds);
        session.With(name).With(timeout).With(timeout).With(options.ReadOnly ? "on" : "off").ExecuteNonQuery();
        if (connection.PostgreSqlVersion.Major >= FirstVersionWithTransactionTimeout)
        {
            using NpgsqlCommand unbounded = connection.Command("SET transaction_timeout = 0", options.TimeoutSeconds);
            unbounded.ExecuteNonQuery();
        }
    }
}
