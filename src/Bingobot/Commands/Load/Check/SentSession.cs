namespace Bingobot.Commands.Load.Check;

/// <summary>A session, with all that the bot was given in it and should have recorded.</summary>
/// <param name="id">Its id.</param>
/// <param name="ordinal">Where it began.</param>
internal sealed class SentSession(string id, long ordinal)
{
    private readonly List<Wanted> _wanted = [];
    private long _position;

    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>Where it began among all that the sandbox did.</summary>
    public long Ordinal { get; } = ordinal;

    /// <summary>The place of the last that was recorded.</summary>
    public long RecordedUpTo { get; private set; } = ordinal;

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<Wanted> All => _wanted;

    /// <summary>The next in order.</summary>
    public void Add(Wanted wanted) => _wanted.Add(wanted);

    /// <summary>The one with this number; null where that is nothing that should be recorded.</summary>
    public Wanted? Find(long sequence)
    {
        int low = 0;
        int high = _wanted.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_wanted[middle].Sequence == sequence)
                return _wanted[middle];
            if (_wanted[middle].Sequence < sequence)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>One of them was recorded.</summary>
    /// <returns>Whether it came after all that were recorded before.</returns>
    public bool Record(Wanted wanted)
    {
        bool isNext = wanted.Sequence > _position;
        wanted.Recorded++;
        _position = Math.Max(_position, wanted.Sequence);
        RecordedUpTo = Math.Max(RecordedUpTo, wanted.Ordinal);
        return isNext;
    }
}
