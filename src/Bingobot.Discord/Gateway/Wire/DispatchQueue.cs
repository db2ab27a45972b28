using System.Buffers;
using System.Threading.Channels;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>An event that waits for its handler, in memory rented from the pool.</summary>
internal readonly record struct QueuedDispatch(
    string Type, byte[] Rented, int Length, GatewayPosition Position, GatewayPosition? LostSession)
{
    public GatewayDispatch ToDispatch() => new(Type, Rented.AsMemory(0, Length), Position, LostSession);
}

/// <summary>
/// Events between the socket and the handler, bounded by bytes: one producer waits when they are too many, one consumer
/// takes them in order. At least one event always fits.
/// </summary>
internal sealed class DispatchQueue(long mostBytes) : IDisposable
{
    private readonly Channel<QueuedDispatch> _channel = Channel.CreateUnbounded<QueuedDispatch>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _drained = new(0);
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
        Interlocked.Add(ref _bytes, rented.Length);
        _channel.Writer.TryWrite(new QueuedDispatch(type, rented, data.Length, position, lost));
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
        ArrayPool<byte>.Shared.Return(dispatch.Rented);
        Interlocked.Add(ref _bytes, -dispatch.Rented.Length);
        if (HasRoom && Interlocked.Exchange(ref _producerWaits, 0) == 1)
            _drained.Release();
    }

    public void Dispose() => _drained.Dispose();
}
