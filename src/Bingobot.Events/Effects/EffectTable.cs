using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>
/// The effects of one module that were derived and have no result yet, and those that came to nothing. Each change costs
/// O(log n), and nothing is ever looked through. Not thread-safe.
/// </summary>
internal sealed class EffectTable
{
    /// <summary>The place of an effect that is retried among those that are derived from the same event: before them.</summary>
    public const int RetriedIndex = -1;

    private ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect>.Builder _byOrigin =
        ImmutableSortedDictionary.CreateBuilder<(long Sequence, int Index), PendingEffect>();

    private readonly Dictionary<string, (long Sequence, int Index)> _origins = new(StringComparer.Ordinal);

    private ImmutableSortedSet<string>.Builder _superseded = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);

    /// <summary>How many effects without a result belong to a version of the module that is gone; they are not executed.</summary>
    public int Superseded => _superseded.Count;

    /// <summary>What failed for good, or is unknown.</summary>
    public DeadLetterTable Dead { get; } = new();

    public void Supersede(PendingEffect effect) => _superseded.Add(effect.Id);

    public void Add(PendingEffect effect, int index) => Add(effect, (effect.Sequence, index));

    public bool Contains(string id) => _origins.ContainsKey(id);

    /// <summary>Whether the effect is pending or superseded.</summary>
    public bool Knows(string id) => _origins.ContainsKey(id) || _superseded.Contains(id);

    /// <summary>The effect has a result: it is not to be done any more.</summary>
    public PendingEffect? Remove(string id)
    {
        _superseded.Remove(id);
        if (!_origins.Remove(id, out (long, int) origin))
            return null;
        PendingEffect effect = _byOrigin[origin];
        _byOrigin.Remove(origin);
        return effect;
    }

    /// <summary>The effect has a result.</summary>
    /// <returns>Whether it was pending or superseded.</returns>
    public bool Settle(string id)
    {
        bool isKnown = Knows(id);
        Remove(id);
        return isKnown;
    }

    /// <summary>The effect came to nothing: from pending it becomes a dead letter.</summary>
    /// <returns>Whether it was pending or superseded.</returns>
    public bool Bury(string id, DeadLetterKind kind, string reason, in EventHead e)
    {
        bool isKnown = Knows(id);
        if (Remove(id) is { } effect)
            Dead.Add(new DeadLetter(effect, kind, reason, e.Sequence, e.Time));
        return isKnown;
    }

    /// <summary>An attempt is about to be made, and may be what a later start does not know the end of.</summary>
    public void MarkStarted(string id)
    {
        if (_origins.TryGetValue(id, out (long, int) origin))
            _byOrigin[origin] = _byOrigin[origin] with { IsStarted = true };
    }

    /// <summary>From a dead letter it becomes pending again, behind all that was pending before.</summary>
    /// <returns>The effect; null where it is no dead letter.</returns>
    public PendingEffect? Revive(string id, in EventHead e)
    {
        if (Dead.Remove(id) is not { } letter)
            return null;
        PendingEffect effect = letter.Effect with
        {
            IsStarted = false,
            IsRetried = true,
            IsInDoubt = letter.Kind == DeadLetterKind.Unknown,
        };
        Add(effect, (e.Sequence, RetriedIndex));
        return effect;
    }

    /// <summary>The pending effects as they are now, in the order they were derived. Costs O(1).</summary>
    public ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect> Capture() => _byOrigin.ToImmutable();

    /// <summary>The ids of the superseded effects as they are now. Costs O(1).</summary>
    public ImmutableSortedSet<string> CaptureSuperseded() => _superseded.ToImmutable();

    /// <summary>Begins with these effects, in place of all that there are.</summary>
    public void Restore(ModuleSnapshot snapshot)
    {
        _byOrigin = snapshot.Effects.ToBuilder();
        _superseded = snapshot.Superseded.ToBuilder();
        _origins.Clear();
        foreach (((long, int) origin, PendingEffect effect) in _byOrigin)
            _origins.Add(effect.Id, origin);
        Dead.Restore(snapshot.DeadLetters.Values, snapshot.DeadLettersDropped);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _byOrigin.Clear();
        _superseded.Clear();
        _origins.Clear();
        Dead.Restore([], 0);
    }

    private void Add(PendingEffect effect, (long Sequence, int Index) origin)
    {
        _byOrigin.Add(origin, effect);
        _origins.Add(effect.Id, origin);
    }
}
