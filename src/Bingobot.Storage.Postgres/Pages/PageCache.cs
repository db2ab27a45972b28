using System.Diagnostics.CodeAnalysis;

namespace Bingobot.Storage.Postgres.Pages;

/// <summary>
/// Pages as the owner's own transactions left them on the server: the oldest is dropped first. Not synchronized. Content is
/// never changed in place.
/// </summary>
internal sealed class PageCache(int capacity)
{
    private readonly Dictionary<long, (byte[] Bytes, long Age)> _pages = [];
    private readonly Queue<(long Page, long Age)> _order = new();
    private long _age;

    public bool TryFind(long page, [MaybeNullWhen(false)] out byte[] bytes)
    {
        bool found = _pages.TryGetValue(page, out (byte[] Bytes, long Age) entry);
        bytes = entry.Bytes;
        return found;
    }

    public void Put(long page, byte[] bytes)
    {
        _pages[page] = (bytes, ++_age);
        _order.Enqueue((page, _age));
        while (_pages.Count > capacity || _order.Count > 2 * capacity)
            DropOldest();
    }

    private void DropOldest()
    {
        (long page, long age) = _order.Dequeue();
        if (_pages.TryGetValue(page, out (byte[] Bytes, long Age) entry) && entry.Age == age)
            _pages.Remove(page);
    }
}
