namespace Bingobot.Events;

/// <summary>One module with its state in all partitions, its timers and its pending effects. Not thread-safe.</summary>
/// <remarks>
/// An event reaches a module in steps: <see cref="Apply"/>, <see cref="React"/>, <see cref="Commit"/>. What the first two
/// bring about is held back until the third, so that a module that throws keeps the state it had before the event.
/// </remarks>
internal abstract class ModuleRunner(string name, int version, int index, StateCodec codec)
{
    public string Name => name;

    public int Version => version;

    /// <summary>Its place in the order of registration.</summary>
    public int Index => index;

    /// <summary>Its states as JSON and back.</summary>
    public StateCodec Codec => codec;

    /// <summary>Why it is stopped, or null.</summary>
    public ModuleStop? Stopped { get; protected set; }

    /// <summary>Whether the events at hand were recorded while this version of the module was present.</summary>
    public bool IsOfItsTime { get; set; }

    /// <summary>The newest event that its state knew when it was restored from a snapshot; it is not to see it again. Else 0.</summary>
    public long Restored { get; private set; }

    public StateTable States { get; } = new(codec);

    public TimerTable Timers { get; } = new();

    public EffectTable Effects { get; } = new();

    /// <summary>Whether an event is being held back.</summary>
    public bool IsUnderWay { get; protected set; }

    /// <summary>The state of a partition in which nothing has happened yet.</summary>
    public abstract object Empty { get; }

    /// <summary>The first step. Stops the module where it throws.</summary>
    /// <exception cref="StateUnreadableException">The partition's state is cold and cannot be read.</exception>
    public abstract void Apply(EventRegistration type, object value, in EventHead e);

    /// <summary>The second step. Stops the module where it throws.</summary>
    public abstract void React(EventRegistration type, object value, in EventHead e, string streamId);

    /// <summary>The last step: the new state, timers and effects are those of the module.</summary>
    /// <param name="e">The event.</param>
    /// <param name="derived">Takes the effects that are to be executed.</param>
    public abstract void Commit(in EventHead e, List<PendingEffect>? derived);

    /// <summary>Lets the module decide. What it throws reaches the caller.</summary>
    public abstract void Decide(EventRegistration type, object value, ulong partition, IDecideContext context);

    /// <summary>The module's state in a partition; its empty state where it has none.</summary>
    /// <exception cref="StateUnreadableException">It is cold and cannot be read.</exception>
    public object StateOf(ulong partition) => States.Get(partition) ?? Empty;

    /// <summary>Stops the module at an event, before anything of that event reached its state.</summary>
    public void Stop(EventRegistration type, long sequence, Exception fault)
    {
        IsUnderWay = false;
        Stopped = new ModuleStop(sequence, type.Name, ErrorText.Of(fault));
    }

    /// <summary>The same module, with the same functions and no state, timers and effects; on its own in every other way.</summary>
    public abstract ModuleRunner Fork();

    /// <summary>Takes over all that a snapshot holds of this module.</summary>
    public void Restore(ModuleSnapshot snapshot, long sequence)
    {
        States.Restore(snapshot.States);
        Timers.Restore(snapshot.Timers);
        Effects.Restore(snapshot.Effects, snapshot.Superseded);
        IsOfItsTime = snapshot.IsOfItsTime;
        Restored = sequence;
    }

    /// <summary>Takes over what a snapshot holds, for a fork that goes on where its origin stands.</summary>
    public void Restore(ModuleSnapshot snapshot, ModuleRunner origin)
    {
        Restore(snapshot, origin.Restored);
        Stopped = origin.Stopped;
    }

    /// <summary>Module, states, timers and effects as they are now. Costs what changed since the last time.</summary>
    public ModuleSnapshot Capture() => new(
        Name, Version, Stopped, IsOfItsTime, Empty, States.Capture(), Timers.Capture(), Effects.Capture(), Effects.CaptureSuperseded(),
        Codec);
}
