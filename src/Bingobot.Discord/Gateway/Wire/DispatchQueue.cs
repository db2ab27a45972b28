using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>
/// Events between the socket and the handler, bounded by bytes: one producer waits when they are too many, one consumer
/// takes them in order. At least one event always fits. Events that nobody wants leave a note from time to time.
/// </summary>
/// <remarks>
/// A consumer that waits is not woken by each event but by <see cref="Publish"/>, and goes on in the producer's call: so what came
/// with one read of the socket is delivered while it is still in the processor's cache, and no thread need be woken. Where the
/// consumer has to wait for something itself, the producer goes on meanwhile.
/// </remarks>
internal sealed class DispatchQueue(long mostBytes) : IValueTaskSource<bool>, IDisposable
{
    /// <summary>Bytes of a block; an event that is larger has a block to itself.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>After how many unwanted events in a row a note is left.</summary>
    public const int PassedPerNote = 64;

    private readonly ConcurrentQueue<QueuedDispatch> _waiting = new();
    private readonly SemaphoreSlim _drained = new(0);
    private readonly Lock _adding = new();
    private QueuedSession? _session;
    private EventBlock? _block;
    private GatewayPosition _passed;
    private int _passedCount;
    private long _bytes;
    private int _producerWaits;
    private ManualResetValueTaskSourceCore<bool> _published;
    private int _consumerWaits;
    private volatile bool _isComplete;

    /// <summary>Whether the producer may add at once.</summary>
    public bool HasRoom => Volatile.Read(ref _bytes) < mostBytes;

    /// <summary>Completes when there is room.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (!HasRoom)
        {
            Interlocked.Exchange(ref _producerWaits, 1);
            if (HasRoom && Interlocked.Exchange(ref _producerWaits, 0) == 1)
                return;
            await _drained.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Copies <paramref name="data"/>; never waits.</summary>
    public void Add(string type, ReadOnlySpan<byte> data, GatewayPosition position, GatewayPosition? lost)
    {
        lock (_adding)
        {
            // Its position tells that those before it have passed.
            _passedCount = 0;
            var block = CopyUnsynchronized(data, out var offset);
            AddUnsynchronized(new QueuedDispatch(
                type, block, offset, data.Length, SessionUnsynchronized(position, lost), position.Sequence));
        }
    }

    /// <summary>An event came that nobody wants; never waits.</summary>
    public void Pass(in GatewayPosition position)
    {
        lock (_adding)
        {
            _passed = position;
            if (++_passedCount >= PassedPerNote)
                NoteUnsynchronized();
        }
    }

    /// <summary>
    /// Lets the consumer go on with what was added, here where it waits. To be called without a lock, and after what was added before
    /// the producer waits for anything.
    /// </summary>
    public void Publish() => Wake(here: true);

    /// <summary>Leaves a note now, where events passed since the last. From any thread.</summary>
    public void Note()
    {
        lock (_adding)
        {
            if (_passedCount == 0)
                return;
            NoteUnsynchronized();
        }
        Wake(here: false);
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete()
    {
        _isComplete = true;
        Wake(here: false);
    }

    /// <summary>
    /// False once complete and empty; true where there is something to take, or was when somebody came to wake the consumer. For one
    /// consumer, which awaits it at once.
    /// </summary>
    public ValueTask<bool> WaitToTakeAsync()
    {
        if (HasSomething)
            return ValueTask.FromResult(!_waiting.IsEmpty);
        _published.Reset();
        Interlocked.Exchange(ref _consumerWaits, 1);
        // Something may have come before the other side could see that it is waited for.
        return HasSomething && Interlocked.Exchange(ref _consumerWaits, 0) == 1
            ? ValueTask.FromResult(!_waiting.IsEmpty)
            : new ValueTask<bool>(this, _published.Version);
    }

    /// <summary>The next event; give it to <see cref="Return"/> afterwards.</summary>
    public bool TryTake(out QueuedDispatch dispatch) => _waiting.TryDequeue(out dispatch);

    /// <summary>The handler is done with the event's memory.</summary>
    public void Return(in QueuedDispatch dispatch)
    {
        dispatch.Block?.Release();
        Interlocked.Add(ref _bytes, -dispatch.Bytes);
        if (HasRoom && Interlocked.Exchange(ref _producerWaits, 0) == 1)
            _drained.Release();
    }

    public void Dispose() => _drained.Dispose();

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _published.GetResult(token);
        // Who wakes may come late: what it saw was taken meanwhile. That is no end.
        return !_isComplete || !_waiting.IsEmpty;
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _published.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _published.OnCompleted(continuation, state, token, flags);

    private bool HasSomething => !_waiting.IsEmpty || _isComplete;

    private void Wake(bool here)
    {
        Interlocked.MemoryBarrier();
        if (!HasSomething || Volatile.Read(ref _consumerWaits) == 0 || Interlocked.Exchange(ref _consumerWaits, 0) == 0)
            return;
        _published.RunContinuationsAsynchronously = !here;
        _published.SetResult(true);
    }

    private void NoteUnsynchronized()
    {
        AddUnsynchronized(new QueuedDispatch(
            "", Block: null, 0, _passedCount, SessionUnsynchronized(_passed, lost: null), _passed.Sequence));
        _passedCount = 0;
    }

    private EventBlock CopyUnsynchronized(ReadOnlySpan<byte> data, out int offset)
    {
        if (_block is { } current && current.TryAdd(data, out offset))
            return current;
        _block?.Release();
        _block = new EventBlock(Math.Max(BlockBytes, data.Length));
        _block.TryAdd(data, out offset);
        return _block;
    }

    private QueuedSession SessionUnsynchronized(in GatewayPosition position, GatewayPosition? lost)
    {
        if (lost is not null)
            return new QueuedSession(position.SessionId, position.ResumeUrl, lost);
        if (_session is not { } known || known.Id != position.SessionId || known.ResumeUrl != position.ResumeUrl)
            _session = known = new QueuedSession(position.SessionId, position.ResumeUrl, Lost: null);
        return known;
    }

    private void AddUnsynchronized(in QueuedDispatch dispatch)
    {
        Interlocked.Add(ref _bytes, dispatch.Bytes);
        _waiting.Enqueue(dispatch);
    }
}
