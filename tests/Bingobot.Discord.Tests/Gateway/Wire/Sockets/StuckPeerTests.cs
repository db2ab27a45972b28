using System.Net.WebSockets;
using Bingobot.Discord.Gateway.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Gateway.Wire.Sockets;

/// <summary>The other side takes nothing any more, and says so neither.</summary>
public sealed class StuckPeerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly StuckStream _stream = new();

    public void Dispose() => _stream.Dispose();

    [Fact]
    public async Task Send_TimesOutAndBreaksTheConnectionOff()
    {
        using var socket = Socket();
        var sending = socket.SendAsync("x"u8.ToArray(), CancellationToken.None);
        await _stream.Written.WaitAsync(Patience, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(16));
        await Assert.ThrowsAsync<TimeoutException>(() => sending.WaitAsync(Patience));
        // Half a frame may be on the wire: nothing can follow it.
        Assert.True(_stream.IsDisposed);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.SendAsync("x"u8.ToArray(), CancellationToken.None));
    }

    [Fact]
    public async Task Close_GivesUpAndBreaksTheConnectionOff()
    {
        using var socket = Socket();
        var closing = socket.CloseAsync(4000, "stopping");
        await _stream.Written.WaitAsync(Patience, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(4));
        await closing.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(_stream.IsDisposed);
    }

    [Fact]
    public async Task Close_WhileAnotherSendIsStuck_GivesUpToo()
    {
        using var socket = Socket();
        var sending = socket.SendAsync("x"u8.ToArray(), CancellationToken.None);
        await _stream.Written.WaitAsync(Patience, TestContext.Current.CancellationToken);
        var closing = socket.CloseAsync(4000, "stopping");
        _clock.Advance(TimeSpan.FromSeconds(4));
        await closing.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(_stream.IsDisposed);
        await Assert.ThrowsAsync<WebSocketException>(() => sending.WaitAsync(Patience));
    }

    [Fact]
    public async Task Abort_BeforeTheConnectionIsMade_BreaksItOffWhenItIs()
    {
        using var socket = new GatewaySocket(_clock, 4096);
        socket.Abort();
        socket.Attach(_stream);
        Assert.True(_stream.IsDisposed);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReadMoreAsync().AsTask());
    }

    private GatewaySocket Socket()
    {
        var socket = new GatewaySocket(_clock, 4096);
        socket.Attach(_stream);
        return socket;
    }

    /// <summary>Writes that end only when they are called off, or with the stream.</summary>
    private sealed class StuckStream : Stream
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        public bool IsDisposed => _disposed.Task.IsCompleted;

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _written.TrySetResult();
            await _disposed.Task.WaitAsync(cancellationToken);
            throw new ObjectDisposedException(nameof(StuckStream));
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
