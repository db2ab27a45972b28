using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>The effects of one module that were derived and have no result yet.</summary>
internal sealed class EffectTable
{
    private ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect>.Builder _byOrigin =
        ImmutableSortedDictionary.CreateBuilder<(long Sequence, int Index), PendingEffect>();

    private readonly Dictionary<string, (long Sequence, int Index)> _origins = new(StringComparer.Ordinal);

    private ImmutableSortedSet<string>.Builder _superseded = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);

    /// <summary>How many effects without a result belong to a version of the module that is gone; they are not executed.</summary>
    public int Superseded => _superseded.Count;

    public void Supersede(PendingEffect effect) => _superseded.Add(effect.Id);

    public void Add(PendingEffect effect, int index)
    {
        _byOrigin.Add((effect.Sequence, index), effect);
        _origins.Add(effect.Id, (effect.Sequence, index));
    }

    public bool Contains(string id) => _origins.ContainsKey(id);

    /// <summary>Whether the effect is pending or superseded.</summary>
    public bool Knows(string id) => _origins.ContainsKey(id) || _superseded.Contains(id);

    /// <returns>Whether it was pending or superseded.</returns>
    public bool Remove(string id)
    {
        bool wasSuperseded = _superseded.Remove(id);
        if (!_origins.Remove(id, out (long, int) origin))
            return wasSuperseded;
        _byOrigin.Remove(origin);
        return true;
    }

    /// <summary>The pending effects as they are now, in the order they were derived. Costs O(1).</summary>
    public ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect> Capture() => _byOrigin.ToImmutable();

    /// <summary>The ids of the superseded effects as they are now. Costs O(1).</summary>
    public ImmutableSortedSet<string> CaptureSuperseded() => _superseded.ToImmutable();

    /// <summary>Begins with these effects, in place of all that there are.</summary>
    public void Restore(
        IEnumerable<KeyValuePair<(long Sequence, int Index), PendingEffect>> pending, IEnumerable<string> superseded)
    {
        _byOrigin = ImmutableSortedDictionary.CreateRange(pending).ToBuilder();
        _superseded = ImmutableSortedSet.CreateRange(StringComparer.Ordinal, superseded).ToBuilder();
        _origins.Clear();
        foreach (((long, int) origin, PendingEffect effect) in _byOrigin)
            _origins.Add(effect.Id, origin);
    }
}
