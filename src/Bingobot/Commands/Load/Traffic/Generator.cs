using Bingobot.Sandbox;

namespace Bingobot.Commands.Load.Traffic;

/// <summary>Lets traffic happen at a rate, so many things at once at the most.</summary>
internal sealed class Generator(Pace pace, CrowdTraffic traffic) : IDisposable
{
    /// <summary>What happens at once at the most; beyond it, things fall behind.</summary>
    private const int MostAtOnce = 4096;

    private readonly SemaphoreSlim _room = new(MostAtOnce);
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _refused;

    /// <summary>The rate.</summary>
    public Pace Pace => pace;

    /// <summary>What people could not do, since things had changed meanwhile.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Runs until its time is over or it is stopped, and all that was begun has ended.</summary>
    /// <exception cref="Exception">What made something fail that was begun.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task running = pace.RunAsync(TryBegin, ends.Token);
        if (await Task.WhenAny(running, _failed.Task) != running)
            await ends.CancelAsync();
        await running;
        for (int i = 0; i < MostAtOnce; i++)
            await _room.WaitAsync(CancellationToken.None);
        if (_failed.Task.IsCompleted)
            await _failed.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private bool TryBegin()
    {
        if (!_room.Wait(0))
            return false;
        _ = DoAsync(traffic.Next());
        return true;
    }

    private async Task DoAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (SandboxException)
        {
            Interlocked.Increment(ref _refused);
        }
        catch (Exception e)
        {
            _failed.TrySetException(e);
        }
        finally
        {
            _room.Release();
        }
    }
}
