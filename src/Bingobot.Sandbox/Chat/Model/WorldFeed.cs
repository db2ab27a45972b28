namespace Bingobot.Sandbox.Chat.Model;

/// <summary>
/// Follows the world for one page. However many changes come while the page is being drawn, it is drawn once more for
/// all of them.
/// </summary>
internal sealed class WorldFeed(ISandbox sandbox)
{
    /// <summary>Runs until cancelled or until the sandbox has no more changes.</summary>
    /// <param name="seen">Called for each change, on any thread.</param>
    /// <param name="redraw">Looks at the world again; called once at the beginning, when no later change can be missed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<WorldChange> seen, Func<Task> redraw, CancellationToken cancellationToken)
    {
        using var stale = new SemaphoreSlim(initialCount: 0, maxCount: 1);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var drawing = DrawAsync(redraw, stale, ended);
        try
        {
            await ReadAsync(seen, stale, ended.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await drawing;
        }
    }

    private async Task ReadAsync(Action<WorldChange> seen, SemaphoreSlim stale, CancellationToken cancellationToken)
    {
        await using var changes = sandbox.WatchAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = changes.MoveNextAsync();
        stale.Release();
        while (await NotCancelledAsync(next))
        {
            seen(changes.Current);
            next = changes.MoveNextAsync();
            if (stale.CurrentCount == 0)
                stale.Release();
        }
    }

    private static async ValueTask<bool> NotCancelledAsync(ValueTask<bool> next)
    {
        try
        {
            return await next;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task DrawAsync(Func<Task> redraw, SemaphoreSlim stale, CancellationTokenSource ended)
    {
        try
        {
            while (true)
            {
                await stale.WaitAsync(ended.Token);
                await redraw();
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            await ended.CancelAsync();
        }
    }
}
