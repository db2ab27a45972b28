namespace Bingobot.Events;

/// <summary>Gives the newest durable state to whoever reads it beside the writer. Thread-safe.</summary>
public interface IStateSource
{
    /// <summary>All state after the newest durable event. Costs O(1).</summary>
    StreamSnapshot Capture();
}
