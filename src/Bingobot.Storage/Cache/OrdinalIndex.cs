using System.Runtime.CompilerServices;

namespace Bingobot.Storage.Cache;

/// <summary>
/// Positions of every n-th document, as far as they have been met; n doubles when the table is full, so the table takes the
/// same memory whatever the store holds. Not synchronized.
/// </summary>
internal sealed class OrdinalIndex
{
    private const int Entries = 2 * 1024;
    private const long Unknown = -1;
    private const int FirstShift = 6;

    private readonly long[] _positions = new long[Entries];
    private int _shift = FirstShift;
    private long _mask = (1L << FirstShift) - 1;

    public OrdinalIndex() => Array.Fill(_positions, Unknown);

    /// <summary>Notes where document <paramref name="ordinal"/> (0 is the least recent) starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Note(long ordinal, long position)
    {
        if ((ordinal & _mask) == 0)
            NoteEntry(ordinal, position);
    }

    /// <summary>Forgets document <paramref name="ordinal"/>, the most recent one; it was removed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CutTop(long ordinal)
    {
        if ((ordinal & _mask) == 0)
            Cut(ordinal + 1, ordinal);
    }

    /// <summary>Forgets documents at and after <paramref name="count"/>; they were removed.</summary>
    public void Cut(long oldCount, long count)
    {
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

    private void NoteEntry(long ordinal, long position)
    {
        while (ordinal >> _shift >= Entries)
            Thin();
        if ((ordinal & _mask) == 0)
            _positions[ordinal >> _shift] = position;
    }

    private void Thin()
    {
        _shift++;
        _mask = (1L << _shift) - 1;
        for (int i = 0; i < Entries / 2; i++)
            _positions[i] = _positions[2 * i];
        Array.Fill(_positions, Unknown, Entries / 2, Entries / 2);
    }
}
