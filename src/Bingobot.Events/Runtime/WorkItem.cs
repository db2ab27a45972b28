using System.Diagnostics;

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

    /// <summary>The effect that the event is about, or null.</summary>
    public PendingEffect? Effect { get; init; }

    /// <summary>
    /// Whether the event is recorded only while the effect is a dead letter; otherwise, only while it is pending. So a result is
    /// recorded once, and so is each retry.
    /// </summary>
    public bool IsOfDeadLetter { get; init; }

    /// <summary>The publishing that somebody follows, or null.</summary>
    public Activity? Trace { get; set; }

    /// <summary>Completed with the event's sequence once it is durable; with 0 where nothing was to be recorded.</summary>
    public TaskCompletionSource<long> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
