using System.Text.Json;

namespace Bingobot.Events;

/// <summary>The part that all contexts share. It is of use during the call it is made for, and not after.</summary>
internal abstract class StepContext : IEventContext
{
    private EventHead _event;
    private bool _isOpen;

    public long Sequence => Event.Sequence;

    public DateTimeOffset Now => Event.Time;

    public ulong Partition => Event.Partition;

    protected EventHead Event => _isOpen
        ? _event
        : throw new InvalidOperationException("A context is used after the call that it was given to.");

    public void Begin(in EventHead e)
    {
        _event = e;
        _isOpen = true;
    }

    public void End() => _isOpen = false;
}

/// <summary>What the application of one event does to the module's timers, held back until the module is done with it.</summary>
internal sealed class ApplyContext : StepContext, IApplyContext
{
    private readonly List<(string Key, DateTimeOffset? At)> _changes = [];

    public void Schedule(string key, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(key);
        _ = Event;
        _changes.Add((key, at.ToUniversalTime()));
    }

    public void Cancel(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _ = Event;
        _changes.Add((key, null));
    }

    public void Reset() => _changes.Clear();

    /// <summary>Carries out, in order, what the application asked for.</summary>
    public void Commit(TimerTable timers, in EventHead e)
    {
        for (int i = 0; i < _changes.Count; i++)
        {
            (string key, DateTimeOffset? at) = _changes[i];
            if (at is { } due)
                timers.Set(new DurableTimer(due, e.Sequence, i, e.Partition, key));
            else
                timers.Remove(e.Partition, key);
        }

        _changes.Clear();
    }
}

/// <summary>Derives effects, held back until the module is done with the event.</summary>
internal sealed class ReactContext(string module) : StepContext, IReactContext
{
    private string _streamId = "";

    public List<PendingEffect> Derived { get; } = [];

    public void Begin(in EventHead e, string streamId)
    {
        Begin(in e);
        _streamId = streamId;
        Derived.Clear();
    }

    public string Do<TEffect>(EffectType<TEffect> type, TEffect effect, string key = "", string lane = "")
        where TEffect : class
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(effect);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(lane);
        string id = Ids.Effect(_streamId, Sequence, module, Derived.Count);
        byte[] data = JsonSerializer.SerializeToUtf8Bytes(effect, type.Json);
        Derived.Add(new PendingEffect(id, Sequence, Now, Partition, module, type.Name, key, lane, data));
        return id;
    }
}
