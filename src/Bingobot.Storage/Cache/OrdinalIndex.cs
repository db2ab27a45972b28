namespace Bingobot.Storage.Cache;

/// <summary>
/// Positions of every n-th document, as far as they have been met; n doubles when the table is full, so the table takes the
/// same memory whatever the store holds. Not synchronized.
/// </summary>
internal sealed class OrdinalIndex
{
    private const int Entries = 2 * 1024;
    private const long Unknown = -1;

    private long[] _positions = [];
    private int _shift = 6;

    /// <summary>Notes where document <paramref name="ordinal"/> (0 is the least recent) starts.</summary>
    public void Note(long ordinal, long position)
    {
        if ((ordinal & ((1L << _shift) - 1)) != 0)
            return;
        if (_positions.Length == 0)
        {
            _positions = new long[Entries];
            Array.Fill(_positions, Unknown);
        }

        while (ordinal >> _shift >= Entries)
            Thin();
        if ((ordinal & ((1L << _shift) - 1)) == 0)
            _positions[ordinal >> _shift] = position;
    }

    /// <summary>Forgets documents at and after <paramref name="count"/>; they were removed.</summary>
    public void Cut(long oldCount, long count)
    {
        if (_positions.Length == 0)
            return;
        long first = (count + (1L << _shift) - 1) >> _shift;
        long last = Math.Min(Entries - 1, (oldCount - 1) >> _shift);
        if (first <= last)
            Array.Fill(_positions, Unknown, (int)first, (int)(last - first + 1));
    }

    /// <summary>The nearest known document at or before <paramref name="ordinal"/>.</summary>
    public bool TryFindAtOrBefore(long ordinal, out long found, out long position)
    {
        for (long i = Math.Min(_positions.Length - 1, ordinal >> _shift); i >= 0; i--)
        {
            if (_positions[i] == Unknown)
                continue;
            (found, position) = (i << _shift, _positions[i]);
            return true;
        }

        (found, position) = (0, 0);
        return false;
    }

    /// <summary>The nearest known document at or after <paramref name="ordinal"/>.</summary>
    public bool TryFindAtOrAfter(long ordinal, out long found, out long position)
    {
        for (long i = (ordinal + (1L << _shift) - 1) >> _shift; i < _positions.Length; i++)
        {
            if (_positions[i] == Unknown)
                continue;
            (found, position) = (i << _shift, _positions[i]);
            return true;
        }

        (found, position) = (0, 0);
        return false;
    }

    private void Thin()
    {
        _shift++;
        for (int i = 0; i < Entries / 2; i++)
            _positions[i] = _positions[2 * i];
        Array.Fill(_positions, Unknown, Entries / 2, Entries / 2);
    }
}
