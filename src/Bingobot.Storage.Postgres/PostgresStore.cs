using System.Text;
using Bingobot.Storage.Postgres.Pages;
using Bingobot.Storage.Postgres.Server;
using Npgsql;

namespace Bingobot.Storage.Postgres;

/// <summary>
/// A store in a PostgreSQL database, named, one of many in the same tables. A barrier is a committed transaction: the writes
/// before it become durable all together or not at all, and nobody else sees one that is not. Whoever opens a store for writing
/// becomes its owner and fences off the one before, whose writes fail from then on. Thread-safe.
/// </summary>
/// <remarks>
/// A store holds one connection while it is open. When that is lost, or anything else fails for which it is not known what is
/// durable, every later call throws <see cref="StoreFailedException"/>; nothing is tried again, only opening anew heals.
/// The tables are described in docs/format.md.
/// </remarks>
public sealed class PostgresStore : ITruncatableStore
{
    /// <summary>The longest name of a store, in UTF-16 code units.</summary>
    public const int MaxNameLength = PageLayout.MaxNameLength;

    /// <summary>The most bytes that a store holds: 16 TiB.</summary>
    public const long MaxLength = PageLayout.MaxLength;

    private readonly Connector _connector;
    private readonly ITruncatableStore _side;

    /// <summary>
    /// Opens a store, creating it (and the tables, by the first of all writers) unless opened read-only. The connection is not
    /// pooled: the session on the server ends when the store is disposed.
    /// </summary>
    /// <param name="connectionString">Where the database is and who one is there, as Npgsql understands it.</param>
    /// <param name="name">The store's name: 1 to <see cref="MaxNameLength"/> characters, none of them a control character.</param>
    /// <param name="options">How the store behaves; null for the defaults.</param>
    /// <exception cref="ArgumentException">The connection string, the name or an option is not allowed.</exception>
    /// <exception cref="FileNotFoundException">It is to be read and does not exist.</exception>
    /// <exception cref="StoreLockedException">Another owner lives, and it is not to be taken over.</exception>
    /// <exception cref="IOException">The server cannot be reached or refused; the message says how to mend it.</exception>
    public PostgresStore(string connectionString, string name, PostgresStoreOptions? options = null)
        : this(name, options, () => Connector.SourceOf(connectionString), ownsSource: true)
    {
    }

    /// <summary>Opens a store over a connection of a data source, creating it unless opened read-only.</summary>
    /// <param name="dataSource">Gives the connections; stays the caller's, and must outlive the store. Not a multiplexing one,
    /// and no pooler that shares sessions between transactions may stand between it and the server.</param>
    /// <param name="name">The store's name: 1 to <see cref="MaxNameLength"/> characters, none of them a control character.</param>
    /// <param name="options">How the store behaves; null for the defaults.</param>
    /// <exception cref="ArgumentException">The data source, the name or an option is not allowed.</exception>
    /// <exception cref="FileNotFoundException">It is to be read and does not exist.</exception>
    /// <exception cref="StoreLockedException">Another owner lives, and it is not to be taken over.</exception>
    /// <exception cref="IOException">The server cannot be reached or refused; the message says how to mend it.</exception>
    public PostgresStore(NpgsqlDataSource dataSource, string name, PostgresStoreOptions? options = null)
        : this(name, options, () => CheckedSource(dataSource), ownsSource: false)
    {
    }

    private PostgresStore(string name, PostgresStoreOptions? options, Func<NpgsqlDataSource> source, bool ownsSource)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxNameLength || name.Any(char.IsControl) || !IsWellFormed(name))
            throw new ArgumentException($"A store's name has 1 to {MaxNameLength} characters, none of them a control character.", nameof(name));
        options ??= new PostgresStoreOptions();
        options.Validate();
        Name = name;
        _connector = new Connector(source(), ownsSource, name, options);
        NpgsqlConnection? connection = null;
        bool opened = false;
        try
        {
            connection = _connector.Open();
            var sql = new Sql(options.Schema);
            var opening = new StoreOpening(connection, sql, name, options);
            OpenedStore found = options.ReadOnly ? opening.ForReading() : opening.ForWriting();
            Epoch = found.Epoch;
            var wire = new PageWire(connection, sql, name, options, found);
            _side = options.ReadOnly ? new Reader(wire, name) : new Owner(wire, _connector, name, options);
            opened = true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            throw ServerErrors.Opening(name, e);
        }
        finally
        {
            if (!opened)
            {
                connection?.Dispose();
                _connector.Dispose();
            }
        }
    }

    /// <summary>The store's name.</summary>
    public string Name { get; }

    /// <summary>The number of this owner, from 1, higher than every former one's; of a read-only store, that of the owner found.</summary>
    public long Epoch { get; }

    /// <summary>
    /// Bytes that can be read. Opened read-only, those of the newest committed state, for which the server is asked each time.
    /// </summary>
    /// <exception cref="StoreFailedException">The server failed, now or (opened read-only) before.</exception>
    public long Length => _side.Length;

    /// <summary>Reads up to 1 MiB in one round trip, or in none where the owner has the pages in memory.</summary>
    /// <param name="offset">Byte offset in the store, at least 0.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <returns>Bytes read, of one committed state when opened read-only; 0 only at or past the end.</returns>
    /// <exception cref="StoreFailedException">The connection failed, now or before, or a newer owner took over.</exception>
    /// <exception cref="IOException">A page is missing or has the wrong size; the message names it.</exception>
    public int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return _side.Read(offset, destination);
    }

    /// <summary>
    /// Writes in memory; beyond <see cref="PostgresStoreOptions.PendingBytes"/> to the server, in the transaction that the next
    /// barrier commits. What no barrier follows is dropped when the store is disposed.
    /// </summary>
    /// <param name="offset">Byte offset in the store, at least 0; the end is at most <see cref="MaxLength"/>.</param>
    /// <param name="source">The bytes; not kept after the call.</param>
    /// <exception cref="StoreFailedException">The connection failed, now or before, or a newer owner took over.</exception>
    /// <exception cref="IOException">The store would become longer than <see cref="MaxLength"/>, or a page that must be read is
    /// damaged.</exception>
    /// <exception cref="InvalidOperationException">The store was opened read-only.</exception>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        _side.Write(offset, source);
    }

    /// <summary>Commits exactly the writes that returned before it. Returns when the server has them on its disk.</summary>
    /// <exception cref="StoreFailedException">It is not known whether they are durable, or a newer owner took over and they are
    /// not. Every later call throws it too.</exception>
    /// <exception cref="InvalidOperationException">The store was opened read-only.</exception>
    public void Barrier() => _side.Barrier();

    /// <summary>
    /// Cuts the store, or extends it by zeros; durable by the next barrier, or when the store is disposed and nothing was
    /// written since the last one.
    /// </summary>
    /// <param name="length">The new length in bytes, 0 to <see cref="MaxLength"/>.</param>
    /// <exception cref="StoreFailedException">The connection failed, now or before, or a newer owner took over.</exception>
    /// <exception cref="InvalidOperationException">The store was opened read-only.</exception>
    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _side.SetLength(length);
    }

    /// <summary>
    /// Closes the connection; waits for a barrier that runs. Writes that no barrier followed are dropped, a cut is made durable.
    /// Throws nothing.
    /// </summary>
    public void Dispose()
    {
        _side.Dispose();
        _connector.Dispose();
    }

    private static NpgsqlDataSource CheckedSource(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        if (new NpgsqlConnectionStringBuilder(dataSource.ConnectionString).Multiplexing)
            throw new ArgumentException("A store needs a session of its own: the data source must not multiplex.", nameof(dataSource));
        return dataSource;
    }

    /// <summary>Half a surrogate pair shows as the replacement character, which nobody needs in a name.</summary>
    private static bool IsWellFormed(string name) => !name.EnumerateRunes().Contains(Rune.ReplacementChar);
}
