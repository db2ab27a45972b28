using System.Net.WebSockets;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>How a read of a <see cref="GatewaySocket"/> ended.</summary>
internal enum ReceivedKind
{
    Frame,
    TooLarge,
    Closed,
}

/// <summary>A frame in the socket's buffer, valid until the next read; or why there is none.</summary>
internal readonly record struct Received(ReceivedKind Kind, ReadOnlyMemory<byte> Frame, bool IsBinary, int? CloseCode);

/// <summary>
/// One WebSocket connection to the gateway. One reader; any number of senders, one at a time.
/// </summary>
internal sealed class GatewaySocket : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(3);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TimeProvider _time;
    private readonly FrameBuffer _buffer;
    private HttpMessageInvoker? _connector;

    public GatewaySocket(TimeProvider time, int maxFrameBytes)
    {
        _time = time;
        _buffer = new FrameBuffer(maxFrameBytes);
    }

    /// <exception cref="WebSocketException">It could not be reached.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public async Task ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        _connector = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = !address.IsLoopback,
            PooledConnectionLifetime = TimeSpan.Zero,
            PlaintextStreamFilter = static (context, _) => ValueTask.FromResult<Stream>(new ReadAheadStream(context.PlaintextStream)),
        });
        await WithTimeoutAsync(token => _socket.ConnectAsync(address, _connector, token), ConnectTimeout, cancellationToken);
    }

    /// <exception cref="WebSocketException">The connection is gone.</exception>
    /// <exception cref="TimeoutException">The other side takes nothing any more.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await WithTimeoutAsync(
                token => _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, token).AsTask(),
                SendTimeout,
                cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Reads one whole frame.</summary>
    /// <exception cref="WebSocketException">The connection broke without a close.</exception>
    public async ValueTask<Received> ReceiveAsync(CancellationToken cancellationToken)
    {
        _buffer.Clear();
        while (_buffer.TryReserve(out var free))
        {
            var result = await _socket.ReceiveAsync(free, cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
                return new Received(ReceivedKind.Closed, default, IsBinary: false, (int?)_socket.CloseStatus);
            _buffer.Advance(result.Count);
            if (result.EndOfMessage && !_buffer.IsTooLong)
            {
                return new Received(
                    ReceivedKind.Frame, _buffer.Written, result.MessageType == WebSocketMessageType.Binary, CloseCode: null);
            }
        }
        return new Received(ReceivedKind.TooLarge, default, IsBinary: false, CloseCode: null);
    }

    /// <summary>Closes with a code, without waiting for the answer; a socket that cannot say it is dropped.</summary>
    public async Task CloseAsync(int code, string reason)
    {
        try
        {
            await WithTimeoutAsync(
                token => _socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, token),
                CloseTimeout,
                CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException or InvalidOperationException)
        {
            _socket.Abort();
        }
    }

    /// <summary>Breaks the connection off; a read that is under way fails.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>To be called when nothing reads any more: the buffer goes back to the pool.</summary>
    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
        _connector?.Dispose();
        _sending.Dispose();
        _buffer.Dispose();
    }

    private async Task WithTimeoutAsync(
        Func<CancellationToken, Task> operation, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await operation(both.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The gateway did not answer within {timeout.TotalSeconds:0} s.");
        }
    }
}
