namespace Bingobot.Discord.Tests.Rest.Limits.Model;

/// <summary>Runs what is asynchronous on the thread of the test, in order, so that a run is the same each time.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
            _posted.Enqueue((d, state));
    }

    /// <summary>Does something, and all that follows from it.</summary>
    public void Run(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (TryTake(out var posted))
                posted.Callback(posted.State);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) posted)
    {
        lock (_posted)
            return _posted.TryDequeue(out posted);
    }
}
