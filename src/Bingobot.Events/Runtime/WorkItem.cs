namespace Bingobot.Events;

/// <summary>What waits in the writer's queue.</summary>
internal sealed class WorkItem
{
    /// <summary>Wakes the writer, so that it looks at its timers.</summary>
    public static WorkItem Tick { get; } = new() { Event = default, Partition = 0 };

    /// <summary>The event to be recorded.</summary>
    public required PreparedEvent Event { get; init; }

    public required ulong Partition { get; init; }

    public Cursor? Cursor { get; init; }

    /// <summary>The effect that the event is the result of, or null. Its result is recorded once.</summary>
    public PendingEffect? ResultOf { get; init; }

    /// <summary>What is to be done between two events instead of recording one, or null.</summary>
    public Action<Machine>? Between { get; init; }

    /// <summary>Completed with the event's sequence once it is durable; with 0 where nothing was to be recorded.</summary>
    public TaskCompletionSource<long> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
