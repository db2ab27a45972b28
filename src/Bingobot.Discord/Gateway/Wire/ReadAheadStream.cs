using System.Runtime.CompilerServices;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>
/// Reads from a connection as much as there is, up to 64 KiB, so that many small frames take one call of the system. The header and
/// the payload of a frame are asked for one by one; without this each asks the system. One reader; writing passes through.
/// </summary>
internal sealed class ReadAheadStream(Stream inner) : Stream
{
    private const int BufferBytes = 64 * 1024;

    // Not of the pool: a read that is under way while the connection is broken off would write to another's memory.
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _start < _end ? ValueTask.FromResult(TakeRead(buffer.Span)) : ReadMoreAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
            (_start, _end) = (0, inner.Read(_buffer));
        return TakeRead(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int TakeRead(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(destination);
        _start += count;
        return count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadMoreAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        // A read of nothing asks whether there is something, and must not take it.
        if (destination.IsEmpty)
            return await inner.ReadAsync(destination, cancellationToken);
        var read = await inner.ReadAsync(_buffer, cancellationToken);
        (_start, _end) = (0, read);
        return TakeRead(destination.Span);
    }
}
