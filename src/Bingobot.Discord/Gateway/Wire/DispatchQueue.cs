using System.Threading.Channels;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>The session that events are of; a READY that replaces another is of one of its own.</summary>
internal sealed record QueuedSession(string Id, string ResumeUrl, GatewayPosition? Lost);

/// <summary>
/// An event that waits for its handler, in a block's memory; or, without such, a note of how far events came that nobody wants, and
/// how many. It is small, as thousands of them may wait.
/// </summary>
internal readonly record struct QueuedDispatch(
    string Type, EventBlock? Block, int Offset, int Length, QueuedSession Session, long Sequence)
{
    /// <summary>About what it takes beside its data.</summary>
    private const int OwnBytes = 128;

    /// <summary>Whether it is a note of <see cref="Length"/> events that nobody wants.</summary>
    public bool IsNote => Block is null;

    /// <summary>What it counts for in the queue's bound.</summary>
    public int Bytes => Block is null ? OwnBytes : Length + OwnBytes;

    public GatewayPosition Position => new(Session.Id, Session.ResumeUrl, Sequence);

    public GatewayPosition? LostSession => Session.Lost;

    public GatewayDispatch ToDispatch() => new(Type, Block?.At(Offset, Length) ?? default, Position, LostSession);
}

/// <summary>
/// Events between the socket and the handler, bounded by bytes: one producer waits when they are too many, one consumer
/// takes them in order. At least one event always fits. Events that nobody wants leave a note from time to time.
/// </summary>
internal sealed class DispatchQueue(long mostBytes) : IDisposable
{
    /// <summary>Bytes of a block; an event that is larger has a block to itself.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>After how many unwanted events in a row a note is left.</summary>
    public const int PassedPerNote = 64;

    private readonly Channel<QueuedDispatch> _channel = Channel.CreateUnbounded<QueuedDispatch>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _drained = new(0);
    private readonly Lock _adding = new();
    private QueuedSession? _session;
    private EventBlock? _block;
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
        dispatch.Block?.Release();
        Interlocked.Add(ref _bytes, -dispatch.Bytes);
        if (HasRoom && Interlocked.Exchange(ref _producerWaits, 0) == 1)
            _drained.Release();
    }

    public void Dispose() => _drained.Dispose();

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
        _channel.Writer.TryWrite(dispatch);
    }
}
