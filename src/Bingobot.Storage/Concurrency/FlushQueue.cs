using System.Diagnostics;

namespace Bingobot.Storage.Concurrency;

/// <summary>
/// Those who wait for durability, in two batches: whom the commit under way covers, and whom the next one will.
/// Not synchronized: whoever calls holds the gate. Batches that were taken are ended without it.
/// </summary>
internal sealed class FlushQueue
{
    private ulong? _coveredOpNumber;
    private Batch? _covered;
    private Batch? _next;

    /// <summary>True when somebody waits for a commit that has not been planned.</summary>
    public bool IsNextAwaited => _next is not null;

    /// <summary>True from the planning of a commit to its end.</summary>
    public bool IsPlanned => _coveredOpNumber is not null;

    /// <param name="opNumber">The state that the caller waits for.</param>
    /// <returns>Done when it is durable.</returns>
    public Task Join(ulong opNumber) =>
        (opNumber <= _coveredOpNumber ? _covered ??= new Batch() : _next ??= new Batch()).Task;

    /// <summary>A commit has begun; it covers the states up to this one.</summary>
    public void Planned(ulong opNumber)
    {
        Debug.Assert(_covered is null && _coveredOpNumber is null);
        (_covered, _next) = (_next, null);
        _coveredOpNumber = opNumber;
    }

    /// <summary>The commit ended.</summary>
    /// <returns>Who waited for it.</returns>
    public Batch? TakeCovered()
    {
        Batch? covered = _covered;
        _covered = null;
        _coveredOpNumber = null;
        return covered;
    }

    /// <summary>No commit will come.</summary>
    /// <returns>Who waited for one.</returns>
    public Batch? TakeNext()
    {
        Batch? next = _next;
        _next = null;
        return next;
    }

    /// <summary>Callers that wait for the same commit. What they do next runs on threads of the pool.</summary>
    internal sealed class Batch() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        /// <summary>Fails them; it is no news to anybody when all have stopped waiting.</summary>
        public void Fail(Exception e)
        {
            SetException(e);
            _ = Task.Exception;
        }
    }
}
