using Bingobot.Storage.Postgres.Pages;
using Npgsql;

namespace Bingobot.Storage.Postgres.Server;

/// <summary>Pages, and the commit that they are of.</summary>
/// <param name="Epoch">The owner's.</param>
/// <param name="Length">The store's.</param>
/// <param name="Pages">By number.</param>
internal sealed record FetchedPages(long Epoch, long Length, Dictionary<long, StoredPage> Pages);

/// <summary>A page's row.</summary>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Bytes">Its bytes, none for zeros; null when the size is wrong.</param>
internal readonly record struct StoredPage(int Size, byte[]? Bytes);

/// <summary>Carries the pages of one store over one connection. Not synchronized; after an exception it is of no more use.</summary>
internal sealed class PageWire : IDisposable
{
    /// <summary>Bytes of pages in one statement.</summary>
    private const int StatementBytes = 2 * 1024 * 1024;

    private readonly NpgsqlConnection _connection;
    private readonly Sql _sql;
    private readonly string _store;
    private readonly PostgresStoreOptions _options;
    private string? _warning;

    public PageWire(NpgsqlConnection connection, Sql sql, string store, PostgresStoreOptions options, OpenedStore opened)
    {
        _connection = connection;
        _sql = sql;
        _store = store;
        _options = options;
        Opened = opened;
        connection.Notice += (_, e) => _warning ??= e.Notice.MessageText;
    }

    public OpenedStore Opened { get; }

    /// <summary>Whether pages were sent and not yet committed.</summary>
    public bool IsTransactionOpen { get; private set; }

    /// <summary>Reads the pages that there are of [first, last]; they may be less than were asked for.</summary>
    public FetchedPages Fetch(long first, long last)
    {
        using NpgsqlCommand command = _connection.Command(_sql.Fetch, _options.TimeoutSeconds)
            .With(Opened.Id).With(first).With(last).With(Opened.PageBytes);
        using NpgsqlDataReader reader = command.ExecuteReader();
        if (!reader.Read())
            throw ServerErrors.Fenced(_store, Opened.Epoch, null);
        var fetched = new FetchedPages(reader.GetInt64(0), reader.GetInt64(1), []);
        do
        {
            if (reader.IsDBNull(2))
                break;
            byte[]? bytes = reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4);
            fetched.Pages.Add(reader.GetInt64(2), new StoredPage(reader.GetInt32(3), bytes));
        }
        while (reader.Read());
        return fetched;
    }

    public long FetchLength() =>
        FindEpochAndLength(_connection)?.Length ?? throw ServerErrors.Fenced(_store, Opened.Epoch, null);

    /// <summary>The bytes of a page that the store must have.</summary>
    /// <exception cref="IOException">It has none, or of another size. The connection is as good as before.</exception>
    public byte[] BytesOf(FetchedPages fetched, long page)
    {
        bool found = fetched.Pages.TryGetValue(page, out StoredPage stored);
        if (found && stored.Bytes is { } bytes)
            return bytes;
        string what = found ? $"one of {stored.Size} bytes" : "none";
        throw ServerErrors.DamagedPage(_store, _options.Schema, Opened.Id, page, what, Opened.PageBytes);
    }

    /// <summary>
    /// Sends pages in the open transaction, or a new one, and commits it or leaves it open: one round trip. The row of the store
    /// is locked first, and only while its epoch is still this owner's is anything changed.
    /// </summary>
    /// <exception cref="StoreFailedException">A newer owner took over. Nothing was changed.</exception>
    public void Send(PageSet set, long length, bool commit)
    {
        using NpgsqlBatch batch = _connection.Batch(_options.TimeoutSeconds);
        _warning = null;
        if (!IsTransactionOpen)
        {
            batch.Append(Sql.Begin);
            batch.Append(Sql.Durable);
        }

        NpgsqlBatchCommand hold = Append(batch, _sql.Hold).With(length);
        if (set.Cut != long.MaxValue)
            Append(batch, _sql.Cut).With(set.Cut);
        AppendPages(batch, set);
        if (commit)
            batch.Append(Sql.Commit);
        IsTransactionOpen = true;
        batch.ExecuteNonQuery();
        IsTransactionOpen = !commit;
        if (hold.RecordsAffected != 1)
            throw ServerErrors.Fenced(_store, Opened.Epoch, FindEpochAndLength(_connection)?.Epoch);
        if (_warning is { } warning)
        {
            // The server commits with a warning where it could not wait for the standby that it was told to wait for.
            throw new IOException($"The server warned: {warning}");
        }
    }

    /// <summary>Shows the server that an owner whose transaction is open still lives.</summary>
    public void Beat()
    {
        using NpgsqlCommand command = _connection.Command(Sql.Beat, _options.TimeoutSeconds);
        command.ExecuteNonQuery();
    }

    /// <summary>Ends ownership in good order, so that a pooled connection does not go on as an owner's.</summary>
    public void Release()
    {
        if (IsTransactionOpen)
        {
            using NpgsqlCommand rollback = _connection.Command(Sql.Rollback, _options.TimeoutSeconds);
            rollback.ExecuteNonQuery();
        }

        using NpgsqlCommand command = _connection.Command(Sql.UnlockShared, _options.TimeoutSeconds).With(Opened.Id);
        command.ExecuteNonQuery();
    }

    /// <summary>Over another connection: the epoch of a newer owner, if there is one.</summary>
    public long? FindNewerEpoch(NpgsqlConnection other) =>
        FindEpochAndLength(other) is { } found && found.Epoch != Opened.Epoch ? found.Epoch : null;

    public void Dispose() => _connection.Dispose();

    private (long Epoch, long Length)? FindEpochAndLength(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = connection.Command(_sql.EpochAndLength, _options.TimeoutSeconds).With(Opened.Id);
        using NpgsqlDataReader reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    private void AppendPages(NpgsqlBatch batch, PageSet set)
    {
        foreach ((long Page, byte[] Bytes)[] part in set.Pages.Select(pair => (pair.Key, pair.Value)).Chunk(StatementBytes / Opened.PageBytes))
            Append(batch, _sql.Put).With(Array.ConvertAll(part, p => p.Page)).With(Array.ConvertAll(part, p => p.Bytes));
    }

    private NpgsqlBatchCommand Append(NpgsqlBatch batch, string statement) =>
        batch.Append(statement).With(Opened.Id).With(Opened.Epoch);
}
