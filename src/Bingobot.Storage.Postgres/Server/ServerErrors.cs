using System.Net.Sockets;
using Npgsql;

namespace Bingobot.Storage.Postgres.Server;

/// <summary>Says what went wrong and how to mend it, never with a connection string or password.</summary>
internal static class ServerErrors
{
    public static IOException Opening(string store, Exception e) =>
        new($"The store '{store}' in PostgreSQL cannot be opened: {Describe(e)} {Mend(e)}", e);

    public static IOException Opening(string store, string reason, string mend) =>
        new($"The store '{store}' in PostgreSQL cannot be opened: {reason}. {mend}");

    public static StoreFailedException Failed(string store, string during, Exception e) =>
        new($"The store '{store}' in PostgreSQL failed during {during}: {Describe(e)} Nothing more is read or written; open it anew.", e);

    public static StoreFailedException Fenced(string store, long own, long? current, Exception? e = null) => new(
        current is null
            ? $"The store '{store}' in PostgreSQL was deleted while it was open."
            : $"A newer owner with epoch {current} took the store '{store}' in PostgreSQL over; this one had epoch {own} and can write "
            + "nothing more.",
        e);

    public static IOException DamagedPage(string store, string schema, int id, long page, string found, int pageBytes) => new(
        $"Page {page} of the store '{store}' in PostgreSQL (offset {page * pageBytes}) is damaged: expected a row of {pageBytes} bytes "
        + $"in {schema}.pages where store = {id} and page = {page}, found {found}. Nothing was written; restore the table from a backup.");

    public static string Describe(Exception e) => e switch
    {
        PostgresException server => $"{server.MessageText} ({server.SqlState}).",
        _ when e.InnerException is TimeoutException => "The server did not answer in time.",
        _ when e.InnerException is SocketException socket => $"The server cannot be reached: {socket.Message}.",
        _ => $"{e.Message.TrimEnd('.')}.",
    };

    private static string Mend(Exception e) => e is not PostgresException server
        ? "See that the server runs and that the connection string names its address."
        : server.SqlState switch
        {
            PostgresErrorCodes.InvalidCatalogName => "Create the database, or name another one in the connection string.",
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                "See to the user and the password in the connection string, and to the server's pg_hba.conf.",
            PostgresErrorCodes.InsufficientPrivilege =>
                "Grant the user CREATE on the database, or create the schema beforehand and grant it SELECT, INSERT, UPDATE and DELETE.",
            PostgresErrorCodes.CannotConnectNow => "The server is starting, recovering or stopping; open the store again later.",
            PostgresErrorCodes.TooManyConnections => "Every open store holds one connection: raise max_connections.",
            _ => "See the server's log.",
        };
}
