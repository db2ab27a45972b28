using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Bingobot.Discord.Gateway.WebSockets;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>
/// One WebSocket connection to the gateway. One reader, which takes all that has come before it reads on; any number of senders, one
/// at a time; it may be broken off from any thread.
/// </summary>
internal sealed class GatewaySocket : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TimeProvider _time;
    private readonly MessageReader _messages;
    private readonly byte[] _ping = new byte[FrameHead.MostControlBytes];
    private HttpMessageInvoker? _connector;
    private volatile Stream? _stream;
    private volatile bool _aborted;
    private int _pingBytes = -1;
    private bool _isOver;
    private bool _isClosing;

    public GatewaySocket(TimeProvider time, int maxFrameBytes)
    {
        _time = time;
        _messages = new MessageReader(maxFrameBytes);
    }

    /// <exception cref="WebSocketException">It could not be reached.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public async Task ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        _connector = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseCookies = false,
            // Where it leads to would not be looked at.
            AllowAutoRedirect = false,
            UseProxy = !address.IsLoopback,
            PooledConnectionLifetime = TimeSpan.Zero,
        });
        await WithTimeoutAsync(
            async token => Attach(await SocketUpgrade.ConnectAsync(_connector, address, token)), ConnectTimeout, cancellationToken);
    }

    /// <summary>Goes on over a connection that was upgraded.</summary>
    public void Attach(Stream stream)
    {
        _stream = stream;
        if (_aborted)
            stream.Dispose();
    }

    /// <summary>
    /// Takes the next frame that has come whole; false where <see cref="ReadMoreAsync"/> is to be called first. Not to be called again
    /// after a close; after anything else that is no frame there is nothing more.
    /// </summary>
    public bool TryReceive(out Received received)
    {
        received = default;
        if (_isOver)
            return false;
        try
        {
            while (_pingBytes < 0 && _messages.TryRead(out var message))
            {
                switch (message.Kind)
                {
                    case SocketOpcode.Text or SocketOpcode.Binary:
                        received = new Received(ReceivedKind.Frame, message.Payload, message.Kind == SocketOpcode.Binary);
                        return true;
                    case SocketOpcode.Close:
                        received = new Received(ReceivedKind.Closed, CloseCode: ClosePayload.Read(message.Payload.Span));
                        _isOver = true;
                        return true;
                    case SocketOpcode.Ping:
                        message.Payload.CopyTo(_ping);
                        _pingBytes = message.Payload.Length;
                        break;
                }
            }
            return false;
        }
        catch (SocketViolationException e)
        {
            _isOver = true;
            var kind = e.Code == SocketCloseCode.MessageTooBig ? ReceivedKind.TooLarge : ReceivedKind.Violation;
            received = new Received(kind, CloseCode: e.Code, Problem: e.Message);
            return true;
        }
    }

    /// <summary>
    /// Reads what there is, at least a byte. What was taken is over then. A ping is answered first. Once nothing can be taken any more,
    /// what comes is thrown away until the server closes.
    /// </summary>
    /// <exception cref="WebSocketException">The connection broke, or ended without a close.</exception>
    /// <exception cref="TimeoutException">The other side takes no answer to its ping.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReadMoreAsync()
    {
        if (_pingBytes >= 0)
        {
            var pong = ClientFrame.Create(SocketOpcode.Pong, _ping.AsSpan(0, _pingBytes));
            _pingBytes = -1;
            await SendFrameAsync(pong, SendTimeout, CancellationToken.None);
            return;
        }

        if (_isOver)
            _messages.Clear();
        int read;
        try
        {
            read = await Connected.ReadAsync(_messages.Reserve(), CancellationToken.None);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw Broken(e);
        }
        if (read == 0)
            throw Broken(null);
        _messages.Advance(read);
    }

    /// <summary>Sends one text message.</summary>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    /// <exception cref="TimeoutException">The other side takes nothing any more.</exception>
    public Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        SendFrameAsync(ClientFrame.Create(SocketOpcode.Text, frame.Span), SendTimeout, cancellationToken);

    /// <summary>Closes with a code, without waiting for the answer; a socket that cannot say it is dropped.</summary>
    public async Task CloseAsync(int code, string reason)
    {
        try
        {
            var close = ClientFrame.Create(SocketOpcode.Close, ClosePayload.Write(code, reason));
            await SendFrameAsync(close, CloseTimeout, CancellationToken.None, isClose: true);
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException)
        {
            Abort();
        }
    }

    /// <summary>Breaks the connection off; a read that is under way fails.</summary>
    public void Abort()
    {
        _aborted = true;
        _stream?.Dispose();
    }

    /// <summary>To be called when nothing reads any more: the memory goes back to the pool.</summary>
    public void Dispose()
    {
        Abort();
        _connector?.Dispose();
        _sending.Dispose();
        _messages.Dispose();
    }

    private Stream Connected => _stream is { } stream && !_aborted ? stream : throw Broken(null);

    private static bool IsBroken(Exception e) => e is IOException or SocketException or ObjectDisposedException;

    private static WebSocketException Broken(Exception? e) =>
        new(WebSocketError.ConnectionClosedPrematurely, "The connection ended without a close.", e!);

    private Task SendFrameAsync(
        ReadOnlyMemory<byte> frame, TimeSpan timeout, CancellationToken cancellationToken, bool isClose = false) =>
        WithTimeoutAsync(token => SendInTurnAsync(frame, isClose, token), timeout, cancellationToken);

    private async Task SendInTurnAsync(ReadOnlyMemory<byte> frame, bool isClose, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            // Nothing may follow a close.
            if (_isClosing)
                throw new WebSocketException(WebSocketError.InvalidState, "The connection is being closed.");
            _isClosing = isClose;
            await WriteAsync(frame, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Writes a frame; where that did not succeed, what follows could not be told from it, so that the connection is over.</summary>
    private async Task WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var stream = Connected;
        var isWritten = false;
        try
        {
            await stream.WriteAsync(frame, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            isWritten = true;
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw Broken(e);
        }
        finally
        {
            if (!isWritten)
                Abort();
        }
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
