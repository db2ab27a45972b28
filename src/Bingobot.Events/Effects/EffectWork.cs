using System.Diagnostics;

namespace Bingobot.Events;

/// <summary>An effect on its way: how often it was tried, and what is known of it.</summary>
/// <param name="effect">The effect.</param>
/// <param name="key">What its concurrency is counted by.</param>
/// <param name="trace">The batch that it was derived in, where somebody follows.</param>
internal sealed class EffectWork(PendingEffect effect, string key, ActivityContext? trace)
{
    public PendingEffect Effect => effect;

    public string Key => key;

    public ActivityContext? Trace => trace;

    /// <summary>Attempts and questions so far, in this run of the program.</summary>
    public int Tries { get; set; }

    /// <summary>Whether an attempt may have done it.</summary>
    public bool IsInDoubt { get; set; } = effect.IsInDoubt;

    /// <summary>Whether a durable mark says that an attempt began.</summary>
    public bool IsStarted { get; set; } = effect.IsStarted;

    /// <summary>Whether a person wants it tried though nobody can tell whether it was done; used up by the next attempt.</summary>
    public bool IsForced { get; set; } = effect.IsRetried;

    /// <summary>The line that it stands in.</summary>
    public EffectLine? Line { get; set; }
}

/// <summary>
/// Effects that take turns with those of other lines: a lane, whose effects go one at a time and in order, or all those of one key
/// that have no lane, which go beside each other.
/// </summary>
/// <param name="name">Its name among lines of its kind; null where it is none that more can join.</param>
/// <param name="isLane">Whether its effects keep their order.</param>
internal sealed class EffectLine(string? name, bool isLane)
{
    private readonly Queue<EffectWork> _behind = new();

    public string? Name => name;

    public bool IsLane => isLane;

    /// <summary>Whether its key has kept a place for it.</summary>
    public bool HasPlace { get; set; }

    /// <summary>The effect that is next, or under way in a lane.</summary>
    public EffectWork? Head { get; private set; }

    public void Add(EffectWork work)
    {
        if (Head is null)
            Head = work;
        else
            _behind.Enqueue(work);
    }

    /// <summary>Lets go of the head.</summary>
    public void Advance() => Head = _behind.TryDequeue(out EffectWork? next) ? next : null;
}
