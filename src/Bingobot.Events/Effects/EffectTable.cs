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

    private readonly ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect>.Builder _byOrigin =
        ImmutableSortedDictionary.CreateBuilder<(long Sequence, int Index), PendingEffect>();

    private readonly Dictionary<string, (long Sequence, int Index)> _origins = new(StringComparer.Ordinal);

    private readonly HashSet<string> _superseded = new(StringComparer.Ordinal);

    /// <summary>How many effects without a result belong to a version of the module that is gone; they are not executed.</summary>
    public int Superseded => _superseded.Count;

    /// <summary>What failed for good, or is unknown.</summary>
    public DeadLetterTable Dead { get; } = new();

    public void Supersede(PendingEffect effect) => _superseded.Add(effect.Id);

    public void Add(PendingEffect effect, int index) => Add(effect, (effect.Sequence, index));

    public bool Contains(string id) => _origins.ContainsKey(id);

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

    /// <summary>The effect came to nothing: from pending it becomes a dead letter.</summary>
    public void Bury(string id, DeadLetterKind kind, string reason, Recorded e)
    {
        if (Remove(id) is { } effect)
            Dead.Add(new DeadLetter(effect, kind, reason, e.Sequence, e.Time));
    }

    /// <summary>An attempt is about to be made, and may be what a later start does not know the end of.</summary>
    public void MarkStarted(string id)
    {
        if (_origins.TryGetValue(id, out (long, int) origin))
            _byOrigin[origin] = _byOrigin[origin] with { IsStarted = true };
    }

    /// <summary>From a dead letter it becomes pending again, behind all that was pending before.</summary>
    /// <returns>The effect; null where it is no dead letter.</returns>
    public PendingEffect? Revive(string id, Recorded e)
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

    private void Add(PendingEffect effect, (long Sequence, int Index) origin)
    {
        _byOrigin.Add(origin, effect);
        _origins.Add(effect.Id, origin);
    }
}
