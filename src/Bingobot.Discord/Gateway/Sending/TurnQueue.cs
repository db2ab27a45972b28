namespace Bingobot.Discord.Gateway.Sending;

/// <summary>Lets one at a time through, in the order in which they came. Thread-safe.</summary>
internal sealed class TurnQueue
{
    private Task _last = Task.CompletedTask;

    /// <summary>Whether nobody has the turn or waits for it.</summary>
    public bool IsEmpty => Volatile.Read(ref _last).IsCompleted;

    /// <summary>Waits for the turn; dispose of it to let the next one through. The place in the queue is taken before this returns.</summary>
    /// <exception cref="OperationCanceledException">Whoever waited gave up; the others keep their order.</exception>
    public Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        Turn turn = new();
        return WaitAsync(Interlocked.Exchange(ref _last, turn.Over), turn, cancellationToken);
    }

    private static async Task<Turn> WaitAsync(Task before, Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            await before.WaitAsync(cancellationToken);
            return turn;
        }
        catch (OperationCanceledException)
        {
            _ = before.ContinueWith(
                _ => turn.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>The turn of one; disposing of it ends it.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Over => _over.Task;

        public void Dispose() => _over.TrySetResult();
    }
}
