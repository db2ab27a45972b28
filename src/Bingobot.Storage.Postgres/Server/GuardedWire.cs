using Bingobot.Storage.Postgres.Pages;
using Npgsql;

namespace Bingobot.Storage.Postgres.Server;

/// <summary>
/// A wire that is of no more use after the first failure: nothing is tried again, and everybody is told the same. Not
/// synchronized, but for <see cref="ThrowIfFailed"/>.
/// </summary>
/// <param name="wire">The wire; disposed with this one.</param>
/// <param name="store">The store's name.</param>
/// <param name="connector">For owners, who may learn over another connection why they lost theirs; null for readers.</param>
internal sealed class GuardedWire(PageWire wire, string store, Connector? connector) : IDisposable
{
    private static readonly TimeSpan ExplainingPatience = TimeSpan.FromSeconds(2);

    private volatile StoreFailedException? _failure;

    public OpenedStore Opened => wire.Opened;

    public bool IsTransactionOpen => wire.IsTransactionOpen;

    public bool HasFailed => _failure is not null;

    public void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw new StoreFailedException(failure.Message, failure.InnerException);
    }

    /// <summary>Reads the pages that there are of [first, last], as they are for an owner only while nobody took over.</summary>
    public FetchedPages Fetch(long first, long last) => Guard("a read", () =>
    {
        FetchedPages pages = wire.Fetch(first, last);
        return connector is null || pages.Epoch == Opened.Epoch ? pages : throw ServerErrors.Fenced(store, Opened.Epoch, pages.Epoch);
    });

    public long FetchLength() => Guard("a read", wire.FetchLength);

    /// <exception cref="IOException">The page is damaged. The connection is as good as before.</exception>
    public byte[] BytesOf(FetchedPages fetched, long page) => wire.BytesOf(fetched, page);

    public void Send(PageSet set, long length, bool commit) => Guard(commit ? "a barrier" : "the sending of pages", () =>
    {
        wire.Send(set, length, commit);
        return true;
    });

    /// <summary>Shows the server that the owner of an open transaction lives.</summary>
    public void Beat()
    {
        if (HasFailed || !IsTransactionOpen)
            return;
        try
        {
            wire.Beat();
        }
        catch (Exception e)
        {
            // Whoever uses the store next is told.
            Fail("a beat", e);
        }
    }

    /// <summary>Closes the connection; one that has not failed ends ownership in good order.</summary>
    public void Dispose()
    {
        if (!HasFailed && connector is not null)
            ReleaseQuietly();
        wire.Dispose();
    }

    private T Guard<T>(string during, Func<T> action)
    {
        ThrowIfFailed();
        try
        {
            return action();
        }
        catch (Exception e)
        {
            throw new StoreFailedException(Fail(during, e).Message, e);
        }
    }

    private StoreFailedException Fail(string during, Exception e)
    {
        StoreFailedException failure = e as StoreFailedException ?? Explain(during, e);
        _failure = failure;
        if (e is StoreFailedException)
            ReleaseQuietly();
        wire.Dispose();
        return failure;
    }

    /// <summary>A session that was ended on the server may have been ended by a newer owner.</summary>
    private StoreFailedException Explain(string during, Exception e)
    {
        bool sessionEnded = e is NpgsqlException and not PostgresException { SqlState: not PostgresErrorCodes.AdminShutdown };
        if (connector is null || !sessionEnded)
            return ServerErrors.Failed(store, during, e);
        try
        {
            using NpgsqlConnection other = connector.OpenWithin(ExplainingPatience);
            if (wire.FindNewerEpoch(other) is { } epoch)
                return ServerErrors.Fenced(store, Opened.Epoch, epoch, e);
        }
        catch (Exception unknown) when (unknown is NpgsqlException or IOException or InvalidOperationException or OperationCanceledException)
        {
            return ServerErrors.Failed(store, during, e);
        }

        return ServerErrors.Failed(store, during, e);
    }

    private void ReleaseQuietly()
    {
        try
        {
            wire.Release();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // Then the session has ended, and so has all that it held.
            return;
        }
    }
}
