using System.Globalization;
using Bingobot.Storage.Engine;
using Bingobot.Storage.Protocol;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Crash;

/// <summary>
/// One run of a small script over a store whose power goes at a given write or barrier, and once more while it recovers, with
/// chosen survivors. A script is a word for each step: a number pushes that many documents, −n removes, f flushes, c closes
/// and opens again.
/// </summary>
internal sealed class CrashPoint(string script, int cacheDocuments, ProtocolFlaws flaws) : IDisposable
{
    private const int DocumentBytes = 300;
    private readonly FaultyStore _store = new(seed: 1);
    private readonly Dictionary<ulong, StackNode> _states = new() { [0] = StackNode.Bottom };
    private readonly HashSet<StackNode> _named = [StackNode.Bottom];
    private StackNode _top = StackNode.Bottom;
    private ulong _acknowledged;
    private int _documents;
    private DocumentBuffer? _buffer;

    /// <summary>Runs the script to the cut, cuts the first recovery too if asked, recovers and checks.</summary>
    /// <param name="operationsUntilCut">Writes and barriers that work before the power goes.</param>
    /// <param name="recoveryUntilCut">The same for the first recovery; null for one in peace.</param>
    /// <param name="survivor">Chooses among that many possibilities for each sector.</param>
    /// <returns>Whether the script, and whether the recovery, were cut: false where they had ended before.</returns>
    public (bool Script, bool Recovery) Run(int operationsUntilCut, int? recoveryUntilCut, Func<int, int> survivor)
    {
        _store.Survivor = versions => survivor(versions + 1);
        _store.OperationsUntilCut = operationsUntilCut;
        if (!IsCut(Work))
            return (false, false);
        _store.Reboot();
        bool recoveryCut = false;
        if (recoveryUntilCut is { } operations)
        {
            _store.OperationsUntilCut = operations;
            recoveryCut = IsCut(OpenAndRecover);
            if (!recoveryCut)
                _store.CutPower();
            _store.Reboot();
        }

        Recover();
        return (true, recoveryCut);
    }

    public void Dispose() => _store.Dispose();

    private static bool IsCut(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
        catch (StoreFailedException e) when (e.InnerException is PowerCutException)
        {
            return true;
        }
    }

    private void Work()
    {
        Open();
        foreach (string step in script.Split(' '))
        {
            switch (step)
            {
                case "f":
                    Flush(_buffer!.Flush);
                    break;
                case "c":
                    Flush(() => _buffer!.Close());
                    Open();
                    break;
                case ['-', .. string count]:
                    Remove(int.Parse(count, CultureInfo.InvariantCulture));
                    break;
                default:
                    Push(int.Parse(step, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    private void Open() => _buffer = DocumentBuffer.Open(
        _store,
        new DocumentBufferOptions
        {
            CacheDocuments = cacheDocuments,
            TruncateOnClose = false,
            Tuning = new EngineTuning { ChunkBytes = 1024, ReadBytes = 1024, UnprovenLimit = 1500, WriteAheadBytes = 500, LargeFlushBytes = 700, ReadAheadBlocks = 0, Schedule = work => work.Execute(), Salt = () => 7, Flaws = flaws },
        },
        leaveOpen: true);

    /// <summary>Recovery waits for the first write or flush.</summary>
    private void OpenAndRecover()
    {
        Open();
        _buffer!.Flush();
    }

    private void Push(int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] document = new byte[DocumentBytes];
            BitConverter.TryWriteBytes(document, ++_documents);
            _states[_buffer!.OpNumber + 1] = _top.Push(document);
            _buffer.Push(document);
            _top = _states[_buffer.OpNumber];
        }
    }

    private void Remove(int count)
    {
        StackNode below = _top.Below(count);
        _states[_buffer!.OpNumber + 1] = below;
        _buffer.Remove(count);
        _top = below;
    }

    private void Flush(Action flush)
    {
        ulong target = _buffer!.OpNumber;
        for (StackNode? node = _top; node is not null && _named.Add(node); node = node.Rest)
        {
        }

        flush();
        _acknowledged = target;
    }

    /// <summary>What is found existed whole, no older than what was acknowledged; and the store works on.</summary>
    private void Recover()
    {
        Open();
        ulong op = _buffer!.OpNumber;
        if (op < _acknowledged || !_states.TryGetValue(op, out StackNode? expected) || !_named.Contains(expected))
            throw new ViolationException(0, $"'{script}': state {op} is lost, invented or half; acknowledged was {_acknowledged}");
        _top = expected;
        CheckDocuments();
        Push(2);
        _buffer.Flush();
        _store.CutPower();
        _store.Reboot();
        Open();
        CheckDocuments();
    }

    private void CheckDocuments()
    {
        IReadOnlyList<byte[]> documents = _buffer!.Read(int.MaxValue);
        StackNode node = _top;
        if (documents.Count != node.Depth)
            throw new ViolationException(0, $"'{script}': {documents.Count} documents instead of {node.Depth}");
        foreach (byte[] document in documents)
        {
            if (!document.AsSpan().SequenceEqual(node.Document))
                throw new ViolationException(0, $"'{script}': another document at depth {node.Depth}");
            node = node.Rest!;
        }
    }
}
