using System.Buffers;
using System.Threading.Channels;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>
/// An event that waits for its handler, in memory rented from the pool; or, without such, a note of how far events came that
/// nobody wants, and how many.
/// </summary>
internal readonly record struct QueuedDispatch(
    string Type, byte[]? Rented, int Length, GatewayPosition Position, GatewayPosition? LostSession)
{
    /// <summary>About what a note takes.</summary>
    private const int NoteBytes = 128;

    /// <summary>Whether it is a note of <see cref="Length"/> events that nobody wants.</summary>
    public bool IsNote => Rented is null;

    /// <summary>What it counts for in the queue's bound.</summary>
    public int Bytes => Rented?.Length ?? NoteBytes;

    public GatewayDispatch ToDispatch() => new(Type, Rented.AsMemory(0, Length), Position, LostSession);
}

/// <summary>
/// Events between the socket and the handler, bounded by bytes: one producer waits when they are too many, one consumer
/// takes them in order. At least one event always fits. Events that nobody wants leave a note from time to time.
/// </summary>
internal sealed class DispatchQueue(long mostBytes) : IDisposable
{
    /// <summary>After how many unwanted events in a row a note is left.</summary>
    public const int PassedPerNote = 64;

    private readonly Channel<QueuedDispatch> _channel = Channel.CreateUnbounded<QueuedDispatch>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _drained = new(0);
    private readonly Lock _adding = new();
    private GatewayPosition _passed;
    private int _passedCount;
    private long _bytes;
    private int _producerWaits;

    /// <summary>Whether the producer may add at once.</summary>
    public bool HasRoom => Volatile.Read(ref _bytes) < mostBytes;

    /// <summary>Completes when there is room.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (!HasRoom)
        {
            Volatile.Write(ref _producerWaits, 1);
            if (HasRoom && Interlocked.Exchange(ref _producerWaits, 0) == 1)
                return;
            await _drained.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Copies <paramref name="data"/>; never waits.</summary>
    public void Add(string type, ReadOnlySpan<byte> data, GatewayPosition position, GatewayPosition? lost)
    {
        var rented = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(rented);
        lock (_adding)
        {
            // Its position tells that those before it have passed.
            _passedCount = 0;
            AddUnsynchronized(new QueuedDispatch(type, rented, data.Length, position, lost));
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

    /// <summary>Leaves a note now, where events passed since the last. From any thread.</summary>
    public void Note()
    {
        lock (_adding)
        {
            if (_passedCount > 0)
                NoteUnsynchronized();
        }
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>False once complete and empty.</summary>
    public ValueTask<bool> WaitToTakeAsync(CancellationToken cancellationToken) =>
        _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>The next event; give it to <see cref="Return"/> afterwards.</summary>
    public bool TryTake(out QueuedDispatch dispatch) => _channel.Reader.TryRead(out dispatch);

    /// <summary>The handler is done with the event's memory.</summary>
    public void Return(in QueuedDispatch dispatch)
    {
        if (dispatch.Rented is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
        Interlocked.Add(ref _bytes, -dispatch.Bytes);
        if (HasRoom && Interlocked.Exchange(ref _producerWaits, 0) == 1)
            _drained.Release();
    }

    public void Dispose() => _drained.Dispose();

    private void NoteUnsynchronized()
    {
        AddUnsynchronized(new QueuedDispatch("", Rented: null, _passedCount, _passed, LostSession: null));
        _passedCount = 0;
    }

    private void AddUnsynchronized(in QueuedDispatch dispatch)
    {
        Interlocked.Add(ref _bytes, dispatch.Bytes);
        _channel.Writer.TryWrite(dispatch);
    }
}
