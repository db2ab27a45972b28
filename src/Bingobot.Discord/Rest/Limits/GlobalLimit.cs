namespace Bingobot.Discord.Rest.Limits;

/// <summary>The place of one request in the global limit; the default is none.</summary>
internal readonly record struct GlobalSlot(int Number, TimeSpan HeldUntil);

/// <summary>
/// So many requests in a second, whoever asks, in the order in which they asked. A request holds its place from its start until a
/// second after its answer, for Discord may count it at any time in between; but at most two seconds, so that what is never answered
/// holds nobody up. Thread-safe. See <see href="https://docs.discord.com/developers/topics/rate-limits#global-rate-limit"/>.
/// </summary>
internal sealed class GlobalLimit : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly PlaceHeap _places;
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly ITimer _timer;
    private TimeSpan _blockedUntil;

    public GlobalLimit(TimeProvider time, int perSecond)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _places = new PlaceHeap(perSecond);
        _timer = time.CreateTimer(
            static limit => ((GlobalLimit)limit!).LetIn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Waits for a place.</summary>
    /// <returns>The place; or, where the wait would exceed <paramref name="longest"/>, that wait.</returns>
    public async ValueTask<(TimeSpan TooLong, GlobalSlot Slot)> EnterAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (_gate)
        {
            var now = Now;
            if (_blockedUntil - now > longest)
                return (_blockedUntil - now, default);
            if (_waiting.Count == 0 && TryTakeUnsynchronized(now, out var slot))
                return (TimeSpan.Zero, slot);
            node = _waiting.AddLast(new Waiter(longest));
            if (_waiting.Count == 1)
                ArmUnsynchronized(now);
        }
        try
        {
            return await node.Value.Result.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Abandon(node);
            throw;
        }
    }

    /// <summary>The request of a place is over.</summary>
    public void Leave(GlobalSlot slot)
    {
        if (slot == default)
            return;
        lock (_gate)
        {
            var held = _places.HeldUntil(slot.Number);
            if (held == slot.HeldUntil)
                _places.Hold(slot.Number, Min(held, Now + Window));
            if (_waiting.Count > 0)
                ArmUnsynchronized(Now);
        }
    }

    /// <summary>No request before then; who cannot wait as long is told.</summary>
    public void Block(TimeSpan duration)
    {
        List<Waiter> impatient = [];
        lock (_gate)
        {
            var until = Now + duration;
            if (until <= _blockedUntil)
                return;
            _blockedUntil = until;
            for (var node = _waiting.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Longest < duration)
                {
                    impatient.Add(node.Value);
                    _waiting.Remove(node);
                }
                node = next;
            }
        }
        foreach (var waiter in impatient)
            waiter.Result.TrySetResult((duration, default));
    }

    public void Dispose() => _timer.Dispose();

    private void LetIn()
    {
        lock (_gate)
        {
            var now = Now;
            while (_waiting.First is { } first && TryTakeUnsynchronized(now, out var slot))
            {
                _waiting.RemoveFirst();
                first.Value.Result.TrySetResult((TimeSpan.Zero, slot));
            }
            if (_waiting.Count > 0)
                ArmUnsynchronized(now);
        }
    }

    /// <summary>Who gives up leaves the line, or the place that came at the same time.</summary>
    private void Abandon(LinkedListNode<Waiter> node)
    {
        lock (_gate)
        {
            if (node.List is not null)
            {
                _waiting.Remove(node);
                return;
            }
        }
        if (node.Value.Result.Task is { IsCompletedSuccessfully: true, Result.Slot: var slot })
            Leave(slot);
    }

    private bool TryTakeUnsynchronized(TimeSpan now, out GlobalSlot slot)
    {
        var number = _places.Soonest;
        if (_blockedUntil > now || _places.HeldUntil(number) > now)
        {
            slot = default;
            return false;
        }
        slot = new GlobalSlot(number, now + Longest);
        _places.Hold(number, slot.HeldUntil);
        return true;
    }

    private void ArmUnsynchronized(TimeSpan now)
    {
        var wait = Max(_blockedUntil, _places.HeldUntil(_places.Soonest)) - now;
        _timer.Change(Max(wait, Soonest), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed record Waiter(TimeSpan Longest)
    {
        public TaskCompletionSource<(TimeSpan TooLong, GlobalSlot Slot)> Result { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
