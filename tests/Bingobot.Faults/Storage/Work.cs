using System.Collections.Immutable;
using Bingobot.Storage;

namespace Bingobot.Faults.Storage;

/// <summary>Does what a <see cref="Script"/> says.</summary>
internal sealed class Work(string path, DocumentBufferOptions options, bool everything)
{
    private readonly Queue<Task> _flushes = [];
    private DocumentBuffer? _buffer;
    private ulong _changes;

    private DocumentBuffer Buffer => _buffer!;

    public void Open() => _buffer = DocumentBuffer.Open(path, options);

    /// <summary>Stops after the first operation that is refused, with one document left.</summary>
    public void Do(int seed, int steps)
    {
        ImmutableStack<byte[]> start;
        try
        {
            start = ImmutableStack.CreateRange(Buffer.Read(int.MaxValue).Reverse());
        }
        catch (IOException e) when (IsRefusal(e))
        {
            StoreWorker.Say($"refused Read: {e.Message}");
            return;
        }

        Do(new Script(seed, start, (int)Buffer.Count, everything), steps);
    }

    private void Do(Script script, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            ImmutableStack<byte[]> before = script.Stack;
            Step step = script.Next();
            try
            {
                Do(step, script.Changes);
                _changes = script.Changes;
            }
            catch (IOException e) when (IsRefusal(e))
            {
                StoreWorker.Say(Holds(before) ? $"refused {step.Kind}: {e.Message}" : "changed by a failed operation");
                while (Buffer.Count > 1)
                    Buffer.Pop();
                return;
            }
        }

        WaitForFlushes();
    }

    /// <summary>Tries a second time where it was refused: nothing may have been lost by the first.</summary>
    public void Close()
    {
        try
        {
            Buffer.Close();
        }
        catch (IOException e) when (IsRefusal(e))
        {
            StoreWorker.Say($"refused Close: {e.Message}");
            Buffer.Close();
        }

        EndFlushes();
        StoreWorker.Say("closed", _changes);
    }

    /// <summary>After a failure, whatever would write throws; closing a second time does nothing.</summary>
    public bool EverythingThrows()
    {
        Action[] actions =
        [
            () => Buffer.Push([1]), () => Buffer.TryPop(out _), () => Buffer.Remove(1), Buffer.Clear, Buffer.Flush,
            () => Buffer.FlushAsync().AsTask().GetAwaiter().GetResult(), () => Buffer.Close(),
        ];
        return actions.All(action =>
        {
            try
            {
                action();
                return false;
            }
            catch (Exception e) when (e is StoreFailedException or ObjectDisposedException)
            {
                return true;
            }
        });
    }

    private void Do(Step step, ulong changes)
    {
        switch (step.Kind)
        {
            case StepKind.Push:
                Buffer.Push(step.Document);
                break;
            case StepKind.Pop:
                Buffer.TryPop(out _);
                break;
            case StepKind.Remove:
                Buffer.Remove(step.Count);
                break;
            case StepKind.Clear:
                Buffer.Clear();
                break;
            case StepKind.FlushBeside:
                if (_flushes.Count == Script.MostFlushesUnderWay)
                    _flushes.Dequeue().GetAwaiter().GetResult();
                _flushes.Enqueue(FlushBeside(changes));
                break;
            case StepKind.Reopen:
                WaitForFlushes();
                Close();
                Open();
                StoreWorker.Say("opened");
                break;
            default:
                Buffer.Flush();
                StoreWorker.Say("flushed", changes);
                break;
        }
    }

    /// <summary>Waits until no flush says anything any more, well or badly as it may have ended.</summary>
    public void EndFlushes() => Task.WhenAll(_flushes).ContinueWith(static _ => { }, TaskScheduler.Default).Wait();

    private void WaitForFlushes()
    {
        while (_flushes.TryDequeue(out Task? flush))
            flush.GetAwaiter().GetResult();
    }

    private Task FlushBeside(ulong changes)
    {
        DocumentBuffer buffer = Buffer;
        return Task.Run(async () =>
        {
            await buffer.FlushAsync();
            StoreWorker.Say("flushed", changes);
        });
    }

    private static bool IsRefusal(IOException e) => e is not (StoreFailedException or CorruptStoreException);

    private bool Holds(ImmutableStack<byte[]> expected) =>
        Buffer.Read(int.MaxValue).Select(Convert.ToHexString).SequenceEqual(expected.Select(Convert.ToHexString));
}
