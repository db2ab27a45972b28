using System.Text;

namespace Bingobot.Events;

/// <summary>The partitions that one round of the shadow looks at. Rounds take turns, until each partition was looked at.</summary>
/// <param name="share">How much of the partitions, in percent, 1 to 100.</param>
/// <param name="round">Which round it is.</param>
internal readonly struct ShadowSample(int share, int round)
{
    private readonly ulong _share = (ulong)share;
    private readonly ulong _offset = (ulong)share * (ulong)round % 100;

    public bool Has(ulong partition)
    {
        const ulong Golden = 0x9E37_79B9_7F4A_7C15;
        return ((partition * Golden >> 33) + _offset) % 100 < _share;
    }

    /// <summary>Compares live and replayed states of the sample; of each module the first difference counts.</summary>
    public ShadowResult Compare(StreamSnapshot live, StreamSnapshot replayed, long from)
    {
        int partitions = 0;
        var divergences = new List<ShadowDivergence>();
        foreach (ModuleSnapshot one in live.ModuleSnapshots)
        {
            ModuleSnapshot? other = replayed.ModuleSnapshots.FirstOrDefault(module => module.Name == one.Name);
            if (other is null || one.Stopped is not null)
                continue;
            if (Compare(one, other, live.Sequence, ref partitions) is { } divergence)
                divergences.Add(divergence);
        }

        return new ShadowResult(from, live.Sequence, partitions, divergences);
    }

    private ShadowDivergence? Compare(ModuleSnapshot one, ModuleSnapshot other, long sequence, ref int partitions)
    {
        if (other.Stopped is { } stop)
            return new ShadowDivergence(one.Name, 0, sequence, new StateChange("stoppedAt", null, $"{stop.Sequence}: {stop.Error}"));
        foreach (ulong partition in one.States.Keys.Union(other.States.Keys).Where(Has).Order())
        {
            partitions++;
            object? before = one.States.GetValueOrDefault(partition);
            object? after = other.States.GetValueOrDefault(partition);
            if (before is not null && after is not null && one.HashOf(before) == other.HashOf(after))
                continue;
            return new ShadowDivergence(one.Name, partition, sequence, FirstChange(one, before, other, after));
        }

        return CompareTimers(one, other, sequence) ?? CompareEffects(one, other, sequence);
    }

    private static StateChange FirstChange(ModuleSnapshot one, object? before, ModuleSnapshot other, object? after)
    {
        byte[]? live = before is null ? null : one.Codec.Canonical(before);
        byte[]? replayed = after is null ? null : other.Codec.Canonical(after);
        return live is null || replayed is null
            ? new StateChange("state", Text(live), Text(replayed))
            : StateDiff.Compare(live, replayed, "state") is [StateChange first, ..]
                ? first
                : new StateChange("state", Text(live), Text(replayed));
    }

    private static string? Text(byte[]? json) => json is null ? null : Encoding.UTF8.GetString(json);

    private ShadowDivergence? CompareTimers(ModuleSnapshot one, ModuleSnapshot other, long sequence)
    {
        ShadowSample sample = this;
        DurableTimer? stray = one.Timers.Where(timer => sample.Has(timer.Partition)).Except(other.Timers).FirstOrDefault();
        DurableTimer? missing = other.Timers.Where(timer => sample.Has(timer.Partition)).Except(one.Timers).FirstOrDefault();
        return (stray ?? missing) is { } first
            ? new ShadowDivergence(
                one.Name, first.Partition, sequence, new StateChange($"timers.{first.Key}", $"{stray?.Due:O}", $"{missing?.Due:O}"))
            : null;
    }

    private ShadowDivergence? CompareEffects(ModuleSnapshot one, ModuleSnapshot other, long sequence)
    {
        ShadowSample sample = this;
        PendingEffect? stray = Stray(one, other);
        PendingEffect? missing = Stray(other, one);
        return (stray ?? missing) is { } first
            ? new ShadowDivergence(one.Name, first.Partition, sequence, new StateChange($"effects.{first.Id}", stray?.Kind, missing?.Kind))
            : null;

        PendingEffect? Stray(ModuleSnapshot of, ModuleSnapshot than) => of.Effects
            .Where(effect => sample.Has(effect.Value.Partition) && !than.Effects.ContainsKey(effect.Key))
            .Select(effect => effect.Value)
            .FirstOrDefault();
    }
}
