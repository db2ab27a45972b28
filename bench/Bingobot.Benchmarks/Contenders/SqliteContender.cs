using Bingobot.Benchmarks.Measuring;
using SQLitePCL;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// SQLite through its own functions: WAL, one table by number, prepared statements, one transaction between two flushes, one
/// connection with exclusive locking (no shared-memory index), a 64 MiB page cache, checkpoints every 16 MiB of log, a log that has
/// grown before where flushes are many.
/// https://www.sqlite.org/wal.html, https://www.sqlite.org/pragma.html
/// </summary>
/// <param name="synchronous">FULL syncs the log at every commit; NORMAL only at checkpoints, and may lose the last commits.</param>
internal sealed class SqliteContender(string synchronous) : IContender
{
    private const string Pragmas =
        """
        PRAGMA page_size = 4096;
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA cache_size = -65536;
        PRAGMA wal_autocheckpoint = 4096;
        CREATE TABLE IF NOT EXISTS documents(id INTEGER PRIMARY KEY, document BLOB NOT NULL);
        """;

    /// <summary>Lets the log grow to its checkpoint once, so that commits overwrite written space.</summary>
    private const string GrowLog =
        """
        CREATE TABLE space(bytes BLOB);
        INSERT INTO space VALUES (zeroblob(16 * 1024 * 1024));
        DROP TABLE space;
        PRAGMA wal_checkpoint(RESTART);
        """;

    public string Name => $"SQLite {synchronous}";

    public bool IsLimit => false;

    public bool IsDurable => synchronous == "FULL";

    public IDocumentLog Open(string directory, OpenOptions options)
    {
        Batteries_V2.Init();
        SqliteResult.Check(raw.sqlite3_open(Path.Combine(directory, "documents.db"), out sqlite3 database), database);
        SqliteResult.Check(raw.sqlite3_exec(database, Pragmas), database);
        SqliteResult.Check(raw.sqlite3_exec(database, $"PRAGMA synchronous = {synchronous}"), database);
        if (options.Use == Use.DurableBatches)
            SqliteResult.Check(raw.sqlite3_exec(database, GrowLog), database);
        return new Log(database);
    }

    private sealed class Log : IDocumentStack
    {
        private readonly sqlite3 _database;
        private readonly sqlite3_stmt _insert;
        private readonly sqlite3_stmt _delete;
        private readonly sqlite3_stmt _upwards;
        private readonly sqlite3_stmt _downwards;
        private readonly sqlite3_stmt _begin;
        private readonly sqlite3_stmt _commit;
        private bool _inTransaction;

        public Log(sqlite3 database)
        {
            _database = database;
            _insert = Prepare("INSERT INTO documents(id, document) VALUES (?1, ?2)");
            _delete = Prepare("DELETE FROM documents WHERE id >= ?1");
            _upwards = Prepare("SELECT document FROM documents ORDER BY id");
            _downwards = Prepare("SELECT document FROM documents ORDER BY id DESC LIMIT ?1");
            _begin = Prepare("BEGIN IMMEDIATE");
            _commit = Prepare("COMMIT");
            sqlite3_stmt newest = Prepare("SELECT coalesce(max(id) + 1, 0) FROM documents");
            raw.sqlite3_step(newest);
            Count = raw.sqlite3_column_int64(newest, 0);
            raw.sqlite3_finalize(newest);
        }

        public long Count { get; private set; }

        public void Append(ReadOnlySpan<byte> document)
        {
            Begin();
            raw.sqlite3_bind_int64(_insert, 1, Count++);
            raw.sqlite3_bind_blob(_insert, 2, document);
            Run(_insert);
        }

        public void Append(Documents documents, long first, long count)
        {
            for (long i = first; i < first + count; i++)
                Append(documents.At(i));
        }

        public void Flush()
        {
            if (!_inTransaction)
                return;
            Run(_commit);
            _inTransaction = false;
        }

        public void Replay(Reading reading) => Read(_upwards, reading);

        public void Pop(long count, Reading reading)
        {
            Begin();
            ReadNewest((int)count, reading);
            raw.sqlite3_bind_int64(_delete, 1, Count - count);
            Run(_delete);
            Count -= count;
        }

        public void ReadNewest(int count, Reading reading)
        {
            raw.sqlite3_bind_int64(_downwards, 1, count);
            Read(_downwards, reading);
        }

        public void Dispose()
        {
            Flush();
            foreach (sqlite3_stmt statement in new[] { _insert, _delete, _upwards, _downwards, _begin, _commit })
                raw.sqlite3_finalize(statement);
            SqliteResult.Check(raw.sqlite3_close_v2(_database), _database);
        }

        private void Begin()
        {
            if (_inTransaction)
                return;
            Run(_begin);
            _inTransaction = true;
        }

        private void Read(sqlite3_stmt statement, Reading reading)
        {
            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                reading.Take(raw.sqlite3_column_blob(statement, 0));
            SqliteResult.Check(result, _database);
            raw.sqlite3_reset(statement);
        }

        private void Run(sqlite3_stmt statement)
        {
            SqliteResult.Check(raw.sqlite3_step(statement), _database);
            raw.sqlite3_reset(statement);
        }

        private sqlite3_stmt Prepare(string sql)
        {
            SqliteResult.Check(raw.sqlite3_prepare_v2(_database, sql, out sqlite3_stmt statement), _database);
            return statement;
        }
    }

    private static class SqliteResult
    {
        public static void Check(int result, sqlite3 database)
        {
            if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
                throw new IOException($"SQLite: {raw.sqlite3_errmsg(database).utf8_to_string()} ({result}).");
        }
    }
}
