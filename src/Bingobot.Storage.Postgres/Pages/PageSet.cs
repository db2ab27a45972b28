using System.Diagnostics.CodeAnalysis;

namespace Bingobot.Storage.Postgres.Pages;

/// <summary>What was written since the last time that pages were sent. Not synchronized.</summary>
internal sealed class PageSet
{
    /// <summary>What an entry costs beside its bytes, so that pages of zeros are bounded too.</summary>
    private const int EntryBytes = 64;

    private readonly SortedDictionary<long, byte[]> _pages = [];

    public IReadOnlyDictionary<long, byte[]> Pages => _pages;

    /// <summary>The server's pages from this one on are gone, before <see cref="Pages"/> are put; or <see cref="long.MaxValue"/>.</summary>
    public long Cut { get; private set; } = long.MaxValue;

    public long Bytes { get; private set; }

    public bool IsEmpty => _pages.Count == 0 && Cut == long.MaxValue;

    public void Put(long page, byte[] bytes)
    {
        if (_pages.TryGetValue(page, out byte[]? old))
            Bytes -= old.Length + EntryBytes;
        _pages[page] = bytes;
        Bytes += bytes.Length + EntryBytes;
    }

    public void CutFrom(long page)
    {
        Cut = Math.Min(Cut, page);
        foreach (long gone in _pages.Keys.Where(key => key >= page).ToArray())
        {
            Bytes -= _pages[gone].Length + EntryBytes;
            _pages.Remove(gone);
        }
    }

    public bool TryFind(long page, [MaybeNullWhen(false)] out byte[] bytes) => _pages.TryGetValue(page, out bytes);
}
