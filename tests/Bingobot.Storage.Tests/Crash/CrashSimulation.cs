using Bingobot.Storage.Engine;
using Bingobot.Storage.Protocol;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Crash;

/// <summary>The buffer lost or invented something.</summary>
public sealed class ViolationException(int seed, string message, Exception? inner = null)
    : Exception($"seed {seed}: {message}", inner);

/// <summary>
/// One life of a store: random work, cut off again and again, also while it recovers. After each cut the state found must be
/// one that existed, no older than the last acknowledged flush, and never half a batch.
/// </summary>
internal sealed partial class CrashSimulation : IDisposable
{
    private static readonly DocumentBufferOptions[] Settings = [.. new (int, long)[] { (0, 4096), (1, 4096), (3, 4096), (8, 300), (8, 1 << 20) }
        .Select(cache => new DocumentBufferOptions { CacheDocuments = cache.Item1, CacheBytes = cache.Item2 })];

    private readonly int _seed;
    private readonly Random _random;
    private readonly FaultyStore _store;
    private readonly ProtocolFlaws _flaws;
    private readonly Dictionary<ulong, StackNode> _states = new() { [0] = StackNode.Bottom };
    private readonly HashSet<StackNode> _named = [StackNode.Bottom];
    private StackNode _top = StackNode.Bottom;
    private ulong _acknowledged;
    private readonly bool _documentsRepeat;
    private readonly int _rotsAfterCuts;
    private bool _hasRotted;
    private int _documents;
    private bool _isCommitting;
    private bool _isInBarrier;
    private readonly Queue<IThreadPoolWorkItem> _scheduled = new();
    private readonly List<(Task Flush, ulong Target)> _flushes = [];
    private DocumentBuffer? _buffer;

    public CrashSimulation(int seed, ProtocolFlaws flaws = ProtocolFlaws.None)
    {
        _seed = seed;
        _random = new Random(seed);
        _flaws = flaws;
        _documentsRepeat = _random.Next(3) == 0;
        _rotsAfterCuts = _random.Next(20);
        _store = new FaultyStore(_random.Next()) { ShortReads = true };
    }

    public int Cuts { get; private set; }

    public int Kills { get; private set; }

    public void Run(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            _store.BarrierFailures = _random.Next(4) == 0 ? 30 : 0;
            _store.WriteFailures = _random.Next(4) == 0 ? 30 : 0;
            Open();
            _store.Capacity = _random.Next(8) == 0 ? _store.Length + 600 : int.MaxValue;
            _store.OperationsUntilCut = _random.Next(1, 30);
            _store.DuringBarrier = _random.Next(2) == 0 ? WorkDuringBarrier : null;
            _store.DuringWrite = _random.Next(3) == 0 ? WorkDuringWrite : null;
            Work();
            _store.DuringBarrier = null;
            _store.DuringWrite = null;
            _store.Capacity = int.MaxValue;
            Stop();
        }
    }

    public void Dispose() => _store.Dispose();

    private void Work()
    {
        int steps = _random.Next(60);
        for (int i = 0; i < steps && !_store.IsDown; i++)
        {
            try
            {
                Step();
                Settle();
            }
            catch (PowerCutException)
            {
                return;
            }
            catch (StoreFailedException)
            {
                return;
            }
            catch (IOException e) when (e is not CorruptStoreException)
            {
                ExpectUnchanged(e);
            }
            catch (Exception e) when (e is not ViolationException)
            {
                throw new ViolationException(_seed, $"while working: {e.Message}", e);
            }
        }
    }

    private void Step()
    {
        switch (_random.Next(20))
        {
            case < 8:
                Push();
                break;
            case < 13:
                Pop();
                break;
            case < 14:
                int count = _random.Next(12);
                _buffer!.Remove(count);
                Note(_top.Below(count));
                break;
            case < 15 when _random.Next(4) == 0:
                _buffer!.Clear();
                Note(StackNode.Bottom);
                break;
            case < 17:
                Flush();
                break;
            case < 18:
                _flushes.Add((_buffer!.FlushAsync().AsTask(), _buffer.OpNumber));
                break;
            case < 19:
                RunScheduled();
                break;
            default:
                Close();
                break;
        }
    }

    private void Push(bool beside = false)
    {
        int most = _documentsRepeat ? 3 : 60;
        byte[] document = new byte[_random.Next(10) == 0 ? _random.Next(1200) : _random.Next(most)];
        _random.NextBytes(document);
        if (_documentsRepeat)
            document.AsSpan().Fill((byte)(document.Length & 1));
        else if (document.Length >= sizeof(int))
            BitConverter.TryWriteBytes(document, ++_documents);
        if (beside && _buffer!.PushWouldWait(document.Length))
            return;
        _buffer!.Push(document);
        Note(_top.Push(document));
    }

    private void Pop()
    {
        bool popped = _buffer!.TryPop(out byte[]? document);
        if (popped != _top.Depth > 0 || (popped && !document.AsSpan().SequenceEqual(_top.Document)))
            throw new ViolationException(_seed, "popped something else than the most recent document");
        if (popped)
            Note(_top.Below(1));
    }

    private void Flush()
    {
        ulong target = _buffer!.OpNumber;
        Committing(_buffer.Flush);
        _acknowledged = Math.Max(_acknowledged, target);
    }

    private void Close()
    {
        _store.DuringBarrier = null;
        _store.DuringWrite = null;
        ulong target = _buffer!.OpNumber;
        Attempt();
        long useful = _buffer.Close();
        _acknowledged = Math.Max(_acknowledged, target);
        if (_random.Next(2) == 0 && !_store.IsDown)
            _store.SetLength(useful);
        Settle();
        Open();
    }

    /// <summary>From now on a crash may reveal this state, or one with fewer of the same documents.</summary>
    private void Attempt()
    {
        for (StackNode? node = _top; node is not null && _named.Add(node); node = node.Rest)
        {
        }
    }

    private void Note(StackNode top)
    {
        _top = top;
        ulong op = _buffer!.OpNumber;
        _states[op] = top;
    }

    private void ExpectUnchanged(IOException e)
    {
        if (_buffer!.Count != _top.Depth)
            throw new ViolationException(_seed, "a failed operation changed the stack", e);
    }

    /// <summary>The process dies: with the power, or alone.</summary>
    private void Stop()
    {
        _scheduled.Clear();
        _flushes.Clear();
        if (!_store.IsDown && _random.Next(4) == 0)
        {
            Kills++;
            _store.OperationsUntilCut = -1;
        }
        else
        {
            _store.CutPower();
            PowerUp();
        }

        _buffer = null;
    }

    private void PowerUp()
    {
        Cuts++;
        _store.Reboot();
        if (Cuts >= _rotsAfterCuts && !_hasRotted && _acknowledged > 0)
        {
            _hasRotted = true;
            _store.Rot((_random.Next(4) * 4096) + _random.Next(512), _random.Next(8));
        }
    }

    private void Open()
    {
        while (true)
        {
            if (_random.Next(3) == 0)
                _store.OperationsUntilCut = _random.Next(8);
            try
            {
                _buffer = DocumentBuffer.Open(_store, PickOptions(), leaveOpen: true);
                if (_random.Next(2) == 0)
                    Recover();
                _store.OperationsUntilCut = -1;
                break;
            }
            catch (PowerCutException)
            {
                PowerUp();
            }
            catch (StoreFailedException)
            {
                if (_store.IsDown)
                    PowerUp();
                _store.BarrierFailures = _random.Next(3) == 0 ? _store.BarrierFailures : 0;
                _store.WriteFailures = _random.Next(3) == 0 ? _store.WriteFailures : 0;
            }
            catch (Exception e) when (e is CorruptStoreException or not IOException)
            {
                throw new ViolationException(_seed, $"while opening: {e.Message}", e);
            }
        }

        Check();
    }

    /// <summary>Flushes at once what was found, before anything else is done with it.</summary>
    private void Recover()
    {
        ulong op = _buffer!.OpNumber;
        Committing(_buffer.Flush);
        if (op >= _acknowledged && _states.TryGetValue(op, out StackNode? found) && _named.Contains(found))
            _acknowledged = op;
    }

    private void Check()
    {
        ulong op = _buffer!.OpNumber;
        if (op < _acknowledged)
            throw new ViolationException(_seed, $"state {op} is older than the acknowledged {_acknowledged}");
        if (!_states.TryGetValue(op, out StackNode? expected))
            throw new ViolationException(_seed, $"state {op} never existed");
        if (!_named.Contains(expected))
            throw new ViolationException(_seed, $"state {op} is half a batch");
        IReadOnlyList<byte[]> documents;
        try
        {
            documents = _buffer.Read(int.MaxValue);
        }
        catch (CorruptStoreException e)
        {
            throw new ViolationException(_seed, $"state {op} cannot be read: {e.Message}", e);
        }

        if (documents.Count != expected.Depth || _buffer.Count != expected.Depth)
            throw new ViolationException(_seed, $"state {op} has {documents.Count} documents instead of {expected.Depth}");
        _top = expected;
        foreach (byte[] document in documents)
        {
            if (!document.AsSpan().SequenceEqual(expected.Document))
                throw new ViolationException(_seed, $"state {op} has another document at depth {expected.Depth}");
            expected = expected.Rest!;
        }

        Forget(op);
    }

    /// <summary>
    /// What was found is the present now, and another future starts here. It is not durable before the first flush: until then a
    /// crash may still reveal what was acknowledged before.
    /// </summary>
    private void Forget(ulong op)
    {
        foreach (ulong other in _states.Keys.Where(other => other < _acknowledged || other > op).ToList())
            _states.Remove(other);
        Attempt();
    }

    private DocumentBufferOptions PickOptions()
    {
        DocumentBufferOptions setting = Settings[_random.Next(Settings.Length)];
        return new DocumentBufferOptions
        {
            CacheDocuments = setting.CacheDocuments,
            CacheBytes = setting.CacheBytes,
            TruncateOnClose = _random.Next(2) == 0,
            Tuning = new EngineTuning
            {
                ChunkBytes = 256,
                ReadBytes = 1024,
                UnprovenLimit = 900,
                WriteAheadBytes = 50,
                LargeFlushBytes = 200,
                ReadAheadBlocks = 0,
                Schedule = _scheduled.Enqueue,
                Salt = () => (ulong)_random.NextInt64(),
                Flaws = _flaws,
            },
        };
    }
}
