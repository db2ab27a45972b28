using System.Collections.Immutable;
using System.Globalization;

namespace Bingobot.Storage.Faults;

/// <summary>
/// Works on a store as a seed decides, for tests that kill it or let its system calls fail, and says on its output what
/// happened: <c>opened</c>, <c>flushed</c> behind every acknowledged flush, <c>refused</c> where an operation failed and
/// changed nothing, <c>poisoned</c> where the store failed and everything that would write throws, <c>closed</c>.
/// </summary>
internal static class Program
{
    /// <summary>Arguments: the file, the seed, how many steps, how many documents to cache.</summary>
    private static int Main(string[] arguments)
    {
        int[] numbers = [.. arguments.Skip(1).Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        Console.WriteLine("opening");
        DocumentBuffer buffer;
        try
        {
            buffer = DocumentBuffer.Open(arguments[0], new DocumentBufferOptions { CacheDocuments = numbers[2], TruncateOnClose = false });
        }
        catch (StoreFailedException)
        {
            Console.WriteLine("not opened");
            return 0;
        }

        Console.WriteLine("opened");
        try
        {
            Work(buffer, numbers[0], numbers[1]);
            buffer.Close();
            Console.WriteLine("closed");
        }
        catch (StoreFailedException)
        {
            Console.WriteLine(EverythingThrows(buffer) ? "poisoned" : "not poisoned");
        }

        return 0;
    }

    private static void Work(DocumentBuffer buffer, int seed, int steps)
    {
        ImmutableStack<byte[]> start = ImmutableStack.CreateRange(buffer.Read(int.MaxValue).Reverse());
        var script = new Script(seed, start, (int)buffer.Count);
        for (int i = 0; i < steps; i++)
        {
            ImmutableStack<byte[]> before = script.Stack;
            Step step = script.Next();
            try
            {
                Do(buffer, step);
            }
            catch (IOException e) when (e is not (StoreFailedException or CorruptStoreException))
            {
                bool unchanged = Holds(buffer, before);
                Console.WriteLine(unchanged ? $"refused {step.Kind}: {e.Message}" : "changed by a failed operation");
                while (buffer.Count > 1)
                    buffer.Pop();
                return;
            }
        }
    }

    private static void Do(DocumentBuffer buffer, Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Push:
                buffer.Push(step.Document);
                break;
            case StepKind.Pop:
                buffer.TryPop(out _);
                break;
            case StepKind.Remove:
                buffer.Remove(step.Count);
                break;
            default:
                buffer.Flush();
                Console.WriteLine("flushed");
                break;
        }
    }

    private static bool Holds(DocumentBuffer buffer, ImmutableStack<byte[]> expected) =>
        buffer.Read(int.MaxValue).Select(Convert.ToHexString).SequenceEqual(expected.Select(Convert.ToHexString));

    /// <summary>After a failure, whatever would write throws; closing a second time does nothing.</summary>
    private static bool EverythingThrows(DocumentBuffer buffer)
    {
        Action[] actions = [() => buffer.Push([1]), () => buffer.TryPop(out _), () => buffer.Remove(1), buffer.Clear, buffer.Flush, () => buffer.Close()];
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
}
