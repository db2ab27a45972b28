using System.Globalization;

namespace Bingobot.Storage.Postgres.Server;

/// <summary>
/// The statements, for one schema (whose name has been checked to need no quoting). Every statement that changes pages names the
/// owner's epoch, and runs behind <see cref="Hold"/> in the same transaction.
/// </summary>
internal sealed class Sql(string schema)
{
    /// <summary>Each statement of a transaction sees what was committed before it, so also who took over.</summary>
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    public const string Durable = "SET LOCAL synchronous_commit = on";

    public const string Commit = "COMMIT";

    public const string Rollback = "ROLLBACK";

    public const string Beat = "SELECT 1";

    /// <summary>Names the class of all advisory locks here; the second key is a store's id, or 0 for the schema.</summary>
    private const string LockClass = "1651076711";

    public const string LockSchema = $"SELECT pg_advisory_xact_lock({LockClass}, 0)";

    public const string TryLockAlone = $"SELECT pg_try_advisory_lock({LockClass}, $1)";

    public const string UnlockAlone = $"SELECT pg_advisory_unlock({LockClass}, $1)";

    public const string LockShared = $"SELECT pg_advisory_lock_shared({LockClass}, $1)";

    public const string UnlockShared = $"SELECT pg_advisory_unlock_shared({LockClass}, $1)";

    public const string Terminate = "SELECT pg_terminate_backend($1)";

    /// <summary>Holds for the session: $1 name, $2 and $3 timeouts in ms, $4 whether it only reads.</summary>
    public const string Session =
        """
        SELECT set_config('application_name', $1, false),
               set_config('client_min_messages', 'warning', false),
               set_config('search_path', 'pg_catalog, pg_temp', false),
               set_config('statement_timeout', $2, false),
               set_config('lock_timeout', '0', false),
               set_config('idle_in_transaction_session_timeout', $3, false),
               set_config('idle_session_timeout', '0', false),
               set_config('default_transaction_read_only', $4, false),
               set_config('tcp_keepalives_idle', '10', false),
               set_config('tcp_keepalives_interval', '5', false),
               set_config('tcp_keepalives_count', '4', false),
               set_config('tcp_user_timeout', $3, false)
        """;

    public const string ServerSettings =
        "SELECT pg_is_in_recovery(), current_setting('fsync'), current_setting('full_page_writes')";

    /// <summary>
    /// Whether the schema is there: it is created as a whole or not at all. Read from the catalogue's tables, since a session's
    /// cache of it may not have heard yet of what another one has just created.
    /// </summary>
    public string SchemaExists { get; } =
        $"SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{schema}' AND c.relname = 'format')";

    public string SchemaVersion { get; } = $"SELECT version FROM {schema}.format";

    public string CreateSchema { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        CREATE SCHEMA IF NOT EXISTS {schema};
        CREATE TABLE {schema}.format (
            version integer NOT NULL,
            one_row boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (one_row));
        CREATE TABLE {schema}.stores (
            id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text COLLATE "C" NOT NULL UNIQUE,
            page_bytes integer NOT NULL CHECK (page_bytes > 0),
            epoch bigint NOT NULL CHECK (epoch >= 0),
            length bigint NOT NULL CHECK (length >= 0)) WITH (fillfactor = 50);
        CREATE TABLE {schema}.pages (
            store integer NOT NULL,
            page bigint NOT NULL CHECK (page >= 0),
            bytes bytea NOT NULL,
            PRIMARY KEY (store, page)) WITH (fillfactor = 90);
        ALTER TABLE {schema}.pages ALTER COLUMN bytes SET STORAGE EXTERNAL;
        INSERT INTO {schema}.format (version) VALUES ({Pages.PageLayout.SchemaVersion});
        """);

    /// <summary>$1 name, $2 page size.</summary>
    public string CreateStore { get; } =
        $"INSERT INTO {schema}.stores (name, page_bytes, epoch, length) VALUES ($1, $2, 0, 0) ON CONFLICT (name) DO NOTHING";

    /// <summary>$1 name.</summary>
    public string FindStore { get; } = $"SELECT id, page_bytes, epoch, length FROM {schema}.stores WHERE name = $1";

    /// <summary>$1 name. Waits for a former owner's transaction.</summary>
    public string TakeOver { get; } =
        $"UPDATE {schema}.stores SET epoch = epoch + 1 WHERE name = $1 RETURNING id, page_bytes, epoch, length";

    /// <summary>$1 name. The session whose transaction has the store's row.</summary>
    public string Holder { get; } =
        $"""
        SELECT l.pid, a.application_name
        FROM {schema}.stores s
        JOIN pg_locks l ON l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock' AND l.transactionid = s.xmax
        LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE s.name = $1
        """;

    /// <summary>
    /// $1 store, $2 epoch, $3 length. Locks the store's row until the transaction ends: no takeover can come between, and
    /// behind one it changes nothing.
    /// </summary>
    public string Hold { get; } = $"UPDATE {schema}.stores SET length = $3 WHERE id = $1 AND epoch = $2";

    /// <summary>$1 store, $2 epoch, $3 the first page to go.</summary>
    public string Cut { get; } =
        $"DELETE FROM {schema}.pages WHERE store = $1 AND page >= $3 AND {IsOwner(schema)}";

    /// <summary>$1 store, $2 epoch, $3 page numbers, $4 pages.</summary>
    public string Put { get; } =
        $"""
        INSERT INTO {schema}.pages AS p (store, page, bytes)
        SELECT $1, n.page, n.bytes FROM unnest($3, $4) AS n (page, bytes) WHERE {IsOwner(schema)}
        ON CONFLICT (store, page) DO UPDATE SET bytes = EXCLUDED.bytes
        """;

    /// <summary>
    /// $1 store, $2 first page, $3 last page, $4 page size. One statement, so one snapshot: epoch, length and pages are of the
    /// same commit. A page of another size comes without its bytes.
    /// </summary>
    public string Fetch { get; } =
        $"""
        SELECT s.epoch, s.length, p.page, octet_length(p.bytes),
               CASE WHEN octet_length(p.bytes) IN (0, $4) THEN p.bytes END
        FROM {schema}.stores s LEFT JOIN {schema}.pages p ON p.store = s.id AND p.page BETWEEN $2 AND $3
        WHERE s.id = $1 ORDER BY p.page
        """;

    /// <summary>$1 store.</summary>
    public string EpochAndLength { get; } = $"SELECT epoch, length FROM {schema}.stores WHERE id = $1";

    private static string IsOwner(string schema) =>
        $"EXISTS (SELECT FROM {schema}.stores WHERE id = $1 AND epoch = $2)";
}
