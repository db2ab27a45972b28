using System.Diagnostics;

namespace Bingobot.Events;

/// <summary>
/// Which effect is executed next. Lines take turns, so that a long one holds up no other; a lane has one effect under way, a key
/// at most so many, all together at most so many. Each step costs O(1), or O(log n) in those that wait to be tried again: nothing
/// is looked through, however many are pending. Not thread-safe; makes no calls.
/// </summary>
/// <param name="most">The most effects under way.</param>
/// <param name="mostPerKey">The most effects of one key under way.</param>
internal sealed class EffectQueue(int most, int mostPerKey)
{
    private readonly Dictionary<string, EffectLine> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EffectLine> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyPlaces> _places = new(StringComparer.Ordinal);
    private readonly Queue<EffectLine> _ring = new();
    private readonly PriorityQueue<EffectWork, (long Due, long Order)> _waiting = new();
    private long _waits;

    /// <summary>How many effects are under way.</summary>
    public int Running { get; private set; }

    /// <summary>How many effects wait to be tried again.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>When the first of those that wait is due, on the caller's clock; null where none waits.</summary>
    public long? NextDue => _waiting.TryPeek(out _, out (long Due, long) first) ? first.Due : null;

    /// <summary>How many lines and keys are remembered: none once nothing is pending.</summary>
    public int Remembered => _lanes.Count + _pools.Count + _places.Count;

    public void Add(EffectWork work)
    {
        bool isLane = work.Effect.Lane.Length > 0;
        Dictionary<string, EffectLine> lines = isLane ? _lanes : _pools;
        string name = isLane ? work.Effect.Lane : work.Key;
        bool isNew = !lines.TryGetValue(name, out EffectLine? line);
        if (isNew)
        {
            line = new EffectLine(name, isLane);
            lines.Add(name, line);
        }

        work.Line = line;
        line!.Add(work);
        if (isNew)
            _ring.Enqueue(line);
        AssertBounds();
    }

    /// <summary>Takes the effect that is to be executed next.</summary>
    /// <returns>False where none may be.</returns>
    public bool TryStart([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out EffectWork? work)
    {
        while (Running < most && _ring.TryDequeue(out EffectLine? line))
        {
            work = line.Head!;
            KeyPlaces places = PlacesOf(work.Key);
            if (!line.HasPlace && places.Taken >= mostPerKey)
            {
                places.Parked.Enqueue(line);
                continue;
            }

            if (!line.HasPlace)
                places.Taken++;
            line.HasPlace = false;
            Running++;
            if (!line.IsLane)
                Advance(line);
            AssertBounds();
            return true;
        }

        work = null;
        return false;
    }

    /// <summary>The effect is done with: the next one of its lane may follow.</summary>
    public void Settle(EffectWork work)
    {
        Release(work);
        if (work.Line is { IsLane: true } lane)
            Advance(lane);
        work.Line = null;
        AssertBounds();
    }

    /// <summary>The effect is tried again at <paramref name="due"/>; meanwhile it keeps its lane waiting, and nothing else.</summary>
    public void Defer(EffectWork work, long due)
    {
        Release(work);
        _waiting.Enqueue(work, (due, _waits++));
        AssertBounds();
    }

    /// <summary>Brings back those that are due at <paramref name="now"/>.</summary>
    public void Wake(long now)
    {
        while (NextDue is { } due && due <= now)
        {
            EffectWork work = _waiting.Dequeue();
            if (work.Line is not { IsLane: true })
            {
                // Its pool may be long by now; what is tried again need not stand at its end.
                work.Line = new EffectLine(name: null, isLane: true);
                work.Line.Add(work);
            }

            _ring.Enqueue(work.Line);
        }
    }

    private void Advance(EffectLine line)
    {
        line.Advance();
        if (line.Head is not null)
            _ring.Enqueue(line);
        else if (line.Name is { } name)
            (line.IsLane ? _lanes : _pools).Remove(name);
    }

    /// <summary>A place that becomes free is given to the line that waits longest for it, not to whoever comes by first.</summary>
    private void Release(EffectWork work)
    {
        Running--;
        KeyPlaces places = _places[work.Key];
        if (places.Parked.TryDequeue(out EffectLine? line))
        {
            line.HasPlace = true;
            _ring.Enqueue(line);
        }
        else if (--places.Taken == 0)
        {
            _places.Remove(work.Key);
        }
    }

    private KeyPlaces PlacesOf(string key)
    {
        if (!_places.TryGetValue(key, out KeyPlaces? places))
        {
            places = new KeyPlaces();
            _places.Add(key, places);
        }

        return places;
    }

    [Conditional("DEBUG")]
    private void AssertBounds() => Debug.Assert(Running >= 0 && Running <= most, "So many effects may not be under way.");

    private sealed class KeyPlaces
    {
        /// <summary>Places of effects under way, and those kept for lines that have their turn next.</summary>
        public int Taken { get; set; }

        /// <summary>Lines that have an effect of this key at their head, and no place.</summary>
        public Queue<EffectLine> Parked { get; } = new();
    }
}
