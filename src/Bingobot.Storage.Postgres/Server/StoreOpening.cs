using System.Globalization;
using Bingobot.Storage.Postgres.Pages;
using Npgsql;

namespace Bingobot.Storage.Postgres.Server;

/// <summary>A store as it was found when it was opened.</summary>
internal sealed record OpenedStore(int Id, int PageBytes, long Epoch, long Length);

/// <summary>Finds or creates a store and, for writing, becomes its owner.</summary>
internal sealed class StoreOpening(NpgsqlConnection connection, Sql sql, string store, PostgresStoreOptions options)
{
    public OpenedStore ForReading()
    {
        if (!Scalar<bool>(sql.SchemaExists))
            throw NotFound($"there is no schema '{options.Schema}' in this database");
        CheckVersion();
        return Find() ?? throw NotFound($"there is no store of this name in the schema '{options.Schema}'");
    }

    public OpenedStore ForWriting()
    {
        CheckServer();
        if (!Scalar<bool>(sql.SchemaExists))
            CreateSchema();
        CheckVersion();
        OpenedStore? found = Find();
        if (found is null)
        {
            using NpgsqlCommand create = Command(sql.CreateStore).With(store).With(options.PageBytes);
            create.ExecuteNonQuery();
            found = Find() ?? throw Failure("its row was deleted at once", "See who else uses the schema.");
        }

        if (options.TakeOver)
        {
            OpenedStore taken = TakeOver();
            Lock(Sql.LockShared, taken.Id);
            return taken;
        }

        return TakeWhereFree(found);
    }

    private OpenedStore TakeWhereFree(OpenedStore found)
    {
        if (!Lock(Sql.TryLockAlone, found.Id))
            throw new StoreLockedException(store);
        OpenedStore taken = TakeOver();
        Lock(Sql.LockShared, taken.Id);
        Lock(Sql.UnlockAlone, taken.Id);
        return taken;
    }

    /// <summary>
    /// The new epoch is committed behind the last transaction of the former owner, which holds the row while it is open. Where
    /// that does not end by itself, its session is ended, if it is one of ours and this user may do so.
    /// </summary>
    private OpenedStore TakeOver()
    {
        for (TimeSpan waited = options.Grace; ; waited += options.Grace)
        {
            try
            {
                return TakeOverOnce();
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                Execute(Sql.Rollback);
                string? holder = EndHolder();
                if (waited > options.Timeout)
                {
                    throw Failure(
                        $"another transaction has held its row for {waited.TotalSeconds:0.#} s: {holder ?? "of a session that is gone now"}",
                        "End that session on the server (SELECT pg_terminate_backend(…)), then open the store again.");
                }
            }
        }
    }

    private OpenedStore TakeOverOnce()
    {
        using NpgsqlBatch batch = connection.Batch(options.TimeoutSeconds);
        batch.Append(Sql.Begin);
        batch.Append(Sql.Durable);
        batch.Append(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(int)options.Grace.TotalMilliseconds}"));
        batch.Append(sql.TakeOver).With(store);
        OpenedStore taken;
        using (NpgsqlDataReader reader = batch.ExecuteReader())
            taken = ReadStore(reader) ?? throw Failure("its row was deleted meanwhile", "See who else uses the schema.");
        Execute(Sql.Commit);
        return taken;
    }

    /// <summary>Ends the session that holds the row where it may; says which it is, or null when there is none any more.</summary>
    private string? EndHolder()
    {
        int pid;
        string name;
        using (NpgsqlCommand find = Command(sql.Holder).With(store))
        using (NpgsqlDataReader reader = find.ExecuteReader())
        {
            if (!reader.Read())
                return null;
            pid = reader.GetInt32(0);
            name = reader.IsDBNull(1) ? "" : reader.GetString(1);
        }

        if (!name.StartsWith(Connector.ApplicationName, StringComparison.Ordinal))
            return $"session {pid} ('{name}'), which is no store's";
        try
        {
            using NpgsqlCommand end = Command(Sql.Terminate).With(pid);
            end.ExecuteNonQuery();
            return $"session {pid} ('{name}'), which does not end";
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return $"session {pid} ('{name}'), of another user";
        }
    }

    private void CheckServer()
    {
        using NpgsqlCommand command = Command(Sql.ServerSettings);
        using NpgsqlDataReader reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetBoolean(0))
            throw Failure("the server is a standby", "Open the store on the primary, or read-only here.");
        if (!options.RequireDurableServer)
            return;
        if (reader.GetString(1) != "on" || reader.GetString(2) != "on")
        {
            throw Failure(
                $"the server may lose what it has committed (fsync = {reader.GetString(1)}, full_page_writes = {reader.GetString(2)})",
                "Switch both on in postgresql.conf.");
        }
    }

    private void CreateSchema()
    {
        Execute(Sql.Begin);
        Execute(Sql.Durable);
        Execute(Sql.LockSchema);
        if (!Scalar<bool>(sql.SchemaExists))
            Execute(sql.CreateSchema);
        Execute(Sql.Commit);
    }

    private void CheckVersion()
    {
        int version = Scalar<int>(sql.SchemaVersion);
        if (version != PageLayout.SchemaVersion)
        {
            throw Failure(
                $"the schema '{options.Schema}' has version {version}, and this library knows {PageLayout.SchemaVersion}",
                "Open it with the version of the library that wrote it, or name another schema.");
        }
    }

    private OpenedStore? Find()
    {
        using NpgsqlCommand command = Command(sql.FindStore).With(store);
        using NpgsqlDataReader reader = command.ExecuteReader();
        return ReadStore(reader);
    }

    private OpenedStore? ReadStore(NpgsqlDataReader reader)
    {
        if (!reader.Read())
            return null;
        var found = new OpenedStore(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3));
        if (!PageLayout.IsPageSize(found.PageBytes) || found.Length is < 0 or > PageLayout.MaxLength || found.Epoch < 0)
        {
            throw Failure(
                $"its row in {options.Schema}.stores is damaged (id {found.Id}, page_bytes {found.PageBytes}, epoch {found.Epoch}, "
                + $"length {found.Length})",
                "Restore the table from a backup.");
        }

        return found;
    }

    private bool Lock(string statement, int id)
    {
        using NpgsqlCommand command = Command(statement).With(id);
        return command.ExecuteScalar() is not false;
    }

    private T Scalar<T>(string statement)
    {
        using NpgsqlCommand command = Command(statement);
        return command.ExecuteScalar() is T value
            ? value
            : throw Failure($"'{statement}' gave no answer", "The schema is damaged: restore it from a backup.");
    }

    private void Execute(string statement)
    {
        using NpgsqlCommand command = Command(statement);
        command.ExecuteNonQuery();
    }

    private NpgsqlCommand Command(string statement) => connection.Command(statement, options.TimeoutSeconds);

    private IOException Failure(string reason, string mend) => ServerErrors.Opening(store, reason, mend);

    private FileNotFoundException NotFound(string reason) =>
        new($"The store '{store}' in PostgreSQL cannot be opened read-only: {reason}. Open it for writing once, or name another.", store);
}
