using System.Buffers;
using System.Text.Unicode;
using Bingobot.Discord.Gateway.Wire;

namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>
/// Cuts messages out of the bytes that a server sent, whichever way they are divided. What lies in one frame is handed out where it
/// was read to; only what comes in parts is put together elsewhere. No I/O; not thread-safe. See
/// <see href="https://www.rfc-editor.org/rfc/rfc6455#section-5"/>.
/// </summary>
/// <param name="mostBytes">The longest message; one that says to be longer is refused before memory is taken for it.</param>
internal sealed class MessageReader(int mostBytes) : IDisposable
{
    /// <summary>How much is read at a time, as long as frames are smaller.</summary>
    public const int BufferBytes = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;
    private FrameBuffer? _parts;
    private SocketOpcode _kindOfParts = SocketOpcode.Continuation;

    /// <summary>How much memory it holds.</summary>
    internal int HeldBytes => _bytes.Length + (_parts?.Length ?? 0);

    /// <summary>Room to read into, at least one byte; messages that were handed out are over.</summary>
    public Memory<byte> Reserve()
    {
        var rest = _end - _start;
        if (rest == _bytes.Length)
            MoveTo((int)Math.Min(_bytes.Length * 2L, (long)mostBytes + FrameHead.MostBytes + 1));
        else if (_bytes.Length > BufferBytes && rest <= BufferBytes / 2)
            MoveTo(BufferBytes);
        else if (_start > 0)
            _bytes.AsSpan(_start, rest).CopyTo(_bytes);
        (_start, _end) = (0, rest);
        return _bytes.AsMemory(_end);
    }

    /// <summary>So many bytes were read into what was reserved.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Throws away what was read.</summary>
    public void Clear() => (_start, _end) = (0, 0);

    /// <summary>The next message, or a control frame between the parts of one; false where more is to be read first.</summary>
    /// <exception cref="SocketViolationException">A server may not send that. It is thrown again at each further call.</exception>
    public bool TryRead(out SocketMessage message)
    {
        message = default;
        while (FrameHead.TryRead(_bytes.AsSpan(_start, _end - _start), out var head))
        {
            if (!head.IsControl)
                CheckPart(head);
            if (head.Length > _end - _start - head.Bytes)
                return false;
            var payload = _bytes.AsMemory(_start + head.Bytes, (int)head.Length);
            if (head.IsControl)
                message = new SocketMessage(head.Opcode, payload);
            else if (head is { IsFinal: true, Opcode: not SocketOpcode.Continuation })
                message = Checked(head.Opcode, payload);
            else if (!TryJoin(head, payload.Span, out message))
            {
                _start += head.Bytes + (int)head.Length;
                continue;
            }
            _start += head.Bytes + (int)head.Length;
            return true;
        }
        return false;
    }

    /// <summary>To be called when nothing is read into it any more: the memory goes back to the pool.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        (_start, _end) = (0, 0);
        _parts?.Dispose();
        _parts = null;
    }

    private static SocketMessage Checked(SocketOpcode kind, ReadOnlyMemory<byte> payload) =>
        kind != SocketOpcode.Text || Utf8.IsValid(payload.Span)
            ? new SocketMessage(kind, payload)
            : throw new SocketViolationException(SocketCloseCode.InvalidPayload, "A text that is not UTF-8.");

    private void CheckPart(in FrameHead head)
    {
        var isContinuation = head.Opcode == SocketOpcode.Continuation;
        var before = 0;
        if (_kindOfParts != SocketOpcode.Continuation)
        {
            if (!isContinuation)
                throw SocketViolationException.Of("A message within another.");
            before = _parts!.Length;
        }
        else if (isContinuation)
            throw SocketViolationException.Of("A continuation of nothing.");
        if (head.Length > mostBytes - before)
            throw new SocketViolationException(SocketCloseCode.MessageTooBig, "A message that is longer than allowed.");
    }

    /// <summary>Adds a part; true with the last.</summary>
    private bool TryJoin(in FrameHead head, ReadOnlySpan<byte> part, out SocketMessage message)
    {
        message = default;
        _parts ??= new FrameBuffer(mostBytes);
        if (head.Opcode != SocketOpcode.Continuation)
        {
            _kindOfParts = head.Opcode;
            _parts.Clear();
        }
        _parts.TryAppend(part);
        if (!head.IsFinal)
            return false;
        message = Checked(_kindOfParts, _parts.Written);
        _kindOfParts = SocketOpcode.Continuation;
        return true;
    }

    private void MoveTo(int bytes)
    {
        var moved = ArrayPool<byte>.Shared.Rent(bytes);
        _bytes.AsSpan(_start, _end - _start).CopyTo(moved);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = moved;
    }
}
