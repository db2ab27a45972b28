using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// Turns one work item into events: the fact itself, then what modules decide on it, first in first out, all in one
/// batch. Not thread-safe.
/// </summary>
internal sealed partial class Cascade(Machine machine, TimeProvider time, ILogger logger)
{
    /// <summary>The most events that one work item may bring about.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>The longest chain of events, each decided on the one before.</summary>
    public const int MaxDepth = 64;

    private readonly Queue<Step> _steps = new();
    private Batch _batch = new();
    private DateTimeOffset _now;
    private int _events;

    /// <summary>Records, applies and decides until nothing more follows.</summary>
    /// <returns>The sequence of the first event.</returns>
    public long Run(PreparedEvent fact, ulong partition, Cursor? cursor, Batch batch)
    {
        _batch = batch;
        _events = 0;
        _now = time.GetUtcNow().ToUniversalTime();
        if (_now < machine.Time)
            _now = machine.Time;
        long first = machine.Sequence + 1;
        Record(fact, partition, cursor, 0);
        while (_steps.TryDequeue(out Step? step))
        {
            if (step.Depth > MaxDepth || _events >= MaxEvents)
                Abandon(step);
            else if (step.Then is { } next)
                Continue(step, next);
            else
                Record(step.Event, step.Partition, step.Cursor, step.Depth);
        }

        return first;
    }

    private void Record(PreparedEvent prepared, ulong partition, Cursor? cursor, int depth)
    {
        Recorded e = Number(prepared, partition, cursor);
        if (prepared.Type.Deciders.Count > 0)
            Decide(prepared, e, depth);
    }

    private void Decide(PreparedEvent prepared, Recorded e, int depth)
    {
        foreach (ModuleRunner module in machine.DecidersOf(prepared))
            Attempt(new Decision(machine, module, e), depth, context => module.Decide(prepared.Type, prepared.Value, e.Partition, context));
    }

    private void Continue(Step step, Action<IDecideContext> next)
    {
        Decision decision = step.Decision!;
        if (decision.Module.Stopped is null)
            Attempt(decision, step.Depth, next);
    }

    /// <summary>What a decision emitted counts only where it did not throw.</summary>
    private void Attempt(Decision decision, int depth, Action<IDecideContext> decide)
    {
        var context = new DecideContext(decision, depth);
        context.Begin(EventHead.Of(decision.Cause));
        try
        {
            decide(context);
            if (context.Unreadable is { } unreadable)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(unreadable);
            foreach (Step step in context.Steps)
                _steps.Enqueue(step);
        }
        catch (Exception fault) when (fault is not (OutOfMemoryException or StateUnreadableException) && context.Unreadable is null)
        {
            LogDecisionFailed(fault, decision.Module.Name, decision.Cause.Sequence, decision.Cause.Type);
            Fail(decision.Module.Name, decision.Cause, depth + 1, ErrorText.Of(fault));
        }
        finally
        {
            context.End();
        }
    }

    private void Fail(string module, Recorded cause, int depth, string error)
    {
        PreparedEvent failed = machine.Catalog.DecisionFailed.Prepare(new DecisionFailed(module, cause.Sequence, error));
        _steps.Enqueue(new Step(depth, failed, cause.Partition, null, null, null));
    }

    private void Abandon(Step step)
    {
        int dropped = _steps.Count + 1;
        _steps.Clear();
        string module = step.Decision?.Module.Name ?? "";
        long cause = step.Decision?.Cause.Sequence ?? machine.Sequence;
        LogAbandoned(module, cause, _events, step.Depth, dropped);
        PreparedEvent failed = machine.Catalog.DecisionFailed.Prepare(new DecisionFailed(
            module, cause, $"Events follow each other without end: more than {MaxEvents}, or {MaxDepth} deep. {dropped} were dropped."));
        Number(failed, step.Partition, null);
    }

    private Recorded Number(PreparedEvent prepared, ulong partition, Cursor? cursor)
    {
        var e = new Recorded(machine.Sequence + 1, _now, partition, prepared.Type.Name, prepared.Data, cursor)
        {
            TypeVersion = prepared.Type.Version,
        };
        _events++;
        _batch.Add(e);
        machine.Apply(e, prepared.Type, prepared.Value, _batch.Effects);
        return e;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The module {Module} failed to decide on event {Sequence} ({Type}).")]
    private partial void LogDecisionFailed(Exception fault, string module, long sequence, string type);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Decisions of the module {Module} on event {Sequence} follow each other without end ({Events} events, {Depth} deep): {Dropped} were dropped.")]
    private partial void LogAbandoned(string module, long sequence, int events, int depth, int dropped);
}

/// <summary>One thing that is still to be done in a cascade: an event to record, or a decision to continue.</summary>
internal sealed record Step(
    int Depth, PreparedEvent Event, ulong Partition, Cursor? Cursor, Action<IDecideContext>? Then, Decision? Decision);

/// <summary>The deciding of one module on one event, with its continuations.</summary>
internal sealed class Decision(Machine machine, ModuleRunner module, Recorded cause)
{
    private int _ids;

    public Machine Machine => machine;

    public ModuleRunner Module => module;

    public Recorded Cause => cause;

    public string NewId() => Ids.Decided(machine.StreamId, cause.Sequence, module.Name, _ids++);
}

/// <summary>Collects what one call decides.</summary>
internal sealed class DecideContext(Decision decision, int depth) : StepContext, IDecideContext
{
    public List<Step> Steps { get; } = [];

    public void Emit<TEvent>(EventType<TEvent> type, TEvent e)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(e);
        PreparedEvent prepared = decision.Machine.Catalog.OfType(type).Prepare(e);
        Steps.Add(new Step(depth + 1, prepared, Partition, null, null, decision));
    }

    public void Then(Action<IDecideContext> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        Steps.Add(new Step(depth + 1, default, Partition, null, next, decision));
    }

    /// <summary>Set where a state could not be read: that is a failure of the stream, whatever the module makes of it.</summary>
    public StateUnreadableException? Unreadable { get; private set; }

    public TState? StateOf<TState>(string module)
        where TState : class
    {
        try
        {
            return decision.Machine.Catalog.FindModule(module) is { Stopped: null } found ? found.StateOf(Partition) as TState : null;
        }
        catch (StateUnreadableException fault)
        {
            Unreadable = fault;
            throw;
        }
    }

    public string NewId()
    {
        _ = Event;
        return decision.NewId();
    }
}
