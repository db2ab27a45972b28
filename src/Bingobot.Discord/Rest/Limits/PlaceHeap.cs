namespace Bingobot.Discord.Rest.Limits;

/// <summary>
/// Numbered places, each held until some time, and which of them becomes free first: a binary heap that knows where in it each place is,
/// so that a place can be found and moved in logarithmic time. Not thread-safe.
/// </summary>
internal sealed class PlaceHeap
{
    private readonly TimeSpan[] _heldUntil;
    private readonly int[] _heap;
    private readonly int[] _at;

    /// <param name="count">How many there are, 1 or more. All are free from the start.</param>
    public PlaceHeap(int count)
    {
        _heldUntil = new TimeSpan[count];
        _heap = [.. Enumerable.Range(0, count)];
        _at = [.. _heap];
    }

    /// <summary>The place that becomes free first.</summary>
    public int Soonest => _heap[0];

    /// <summary>Until when a place is held.</summary>
    public TimeSpan HeldUntil(int place) => _heldUntil[place];

    /// <summary>Holds a place until then, instead of what was before.</summary>
    public void Hold(int place, TimeSpan until)
    {
        var isLater = until > _heldUntil[place];
        _heldUntil[place] = until;
        if (isLater)
            Sink(_at[place]);
        else
            Rise(_at[place]);
    }

    private void Rise(int index)
    {
        while (index > 0 && IsSooner(index, (index - 1) / 2))
        {
            Swap(index, (index - 1) / 2);
            index = (index - 1) / 2;
        }
    }

    private void Sink(int index)
    {
        while (true)
        {
            var soonest = index;
            for (var child = (2 * index) + 1; child <= (2 * index) + 2 && child < _heap.Length; child++)
            {
                if (IsSooner(child, soonest))
                    soonest = child;
            }
            if (soonest == index)
                return;
            Swap(index, soonest);
            index = soonest;
        }
    }

    private bool IsSooner(int one, int other) => _heldUntil[_heap[one]] < _heldUntil[_heap[other]];

    private void Swap(int one, int other)
    {
        (_heap[one], _heap[other]) = (_heap[other], _heap[one]);
        _at[_heap[one]] = one;
        _at[_heap[other]] = other;
    }
}
