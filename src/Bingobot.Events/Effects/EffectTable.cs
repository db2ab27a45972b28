using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>The effects of one module that were derived and have no result yet.</summary>
internal sealed class EffectTable
{
    private readonly ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect>.Builder _byOrigin =
        ImmutableSortedDictionary.CreateBuilder<(long Sequence, int Index), PendingEffect>();

    private readonly Dictionary<string, (long Sequence, int Index)> _origins = new(StringComparer.Ordinal);

    private readonly HashSet<string> _superseded = new(StringComparer.Ordinal);

    /// <summary>How many effects without a result belong to a version of the module that is gone; they are not executed.</summary>
    public int Superseded => _superseded.Count;

    public void Supersede(PendingEffect effect) => _superseded.Add(effect.Id);

    public void Add(PendingEffect effect, int index)
    {
        _byOrigin.Add((effect.Sequence, index), effect);
        _origins.Add(effect.Id, (effect.Sequence, index));
    }

    public bool Contains(string id) => _origins.ContainsKey(id);

    public void Remove(string id)
    {
        _superseded.Remove(id);
        if (_origins.Remove(id, out (long, int) origin))
            _byOrigin.Remove(origin);
    }

    /// <summary>The pending effects as they are now, in the order they were derived. Costs O(1).</summary>
    public ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect> Capture() => _byOrigin.ToImmutable();
}
