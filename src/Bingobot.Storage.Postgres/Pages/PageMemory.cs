using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Bingobot.Storage.Postgres.Pages;

/// <summary>
/// What an owner has in memory, the newest first: pages written and not sent, pages being sent, pages known to be on the
/// server. Does no I/O; not synchronized.
/// </summary>
internal sealed class PageMemory(int pageBytes, long length)
{
    private const int CachedBytes = 1024 * 1024;

    private readonly PageCache _cache = new(CachedBytes / pageBytes);
    private PageSet _pending = new();
    private PageSet? _sending;

    /// <summary>Bytes that can be read. What lies behind them in the last page is zeros.</summary>
    public long Length { get; private set; } = length;

    public long PageCount => PageLayout.PageCount(Length, pageBytes);

    public long PendingBytes => _pending.Bytes;

    public bool HasPending => !_pending.IsEmpty;

    /// <summary>False when only the server knows the page.</summary>
    public bool TryFind(long page, [MaybeNullWhen(false)] out byte[] bytes)
    {
        if (page >= PageCount)
        {
            bytes = PageLayout.Zeros;
            return true;
        }

        return _pending.TryFind(page, out bytes) || (_sending is not null && _sending.TryFind(page, out bytes))
            || _cache.TryFind(page, out bytes);
    }

    public void Put(long page, byte[] bytes, long end)
    {
        _pending.Put(page, bytes);
        Length = Math.Max(Length, end);
    }

    /// <summary>Makes the store longer; the pages up to there have been put.</summary>
    public void Extend(long length) => Length = Math.Max(Length, length);

    /// <summary>
    /// Makes the store shorter; the caller has cleared the rest of the page that the new end lies in. Older copies of pages
    /// behind it are not looked for: before the store is that long again, each has been put anew.
    /// </summary>
    public void CutTo(long length)
    {
        Debug.Assert(length <= Length);
        Length = length;
        _pending.CutFrom(PageCount);
    }

    /// <summary>A page as the server has it; only while nothing can be sent.</summary>
    public void Fetched(long page, byte[] bytes)
    {
        Debug.Assert(_sending is null);
        _cache.Put(page, bytes);
    }

    /// <summary>Takes all that is pending; it is to be sent, and <see cref="Sent"/> to be called.</summary>
    public PageSet BeginSending()
    {
        Debug.Assert(_sending is null);
        (_sending, _pending) = (_pending, new PageSet());
        return _sending;
    }

    public void Sent()
    {
        PageSet sent = _sending!;
        _sending = null;
        foreach ((long page, byte[] bytes) in sent.Pages)
            _cache.Put(page, bytes);
    }
}
