using System.Collections.Immutable;

namespace Bingobot.Faults.Storage;

/// <summary>What a step does to the stack.</summary>
public enum StepKind
{
    Push,
    Pop,
    Remove,
    Clear,

    /// <summary>Flushes, and goes on when it is done.</summary>
    Flush,

    /// <summary>Has another thread flush, and goes on at once, unless <see cref="Script.MostFlushesUnderWay"/> are waited for.</summary>
    FlushBeside,

    /// <summary>Closes the buffer and opens it again.</summary>
    Reopen,
}

/// <param name="Kind">What is done.</param>
/// <param name="Document">What is pushed.</param>
/// <param name="Count">How many documents are removed at most.</param>
public sealed record Step(StepKind Kind, byte[] Document, int Count)
{
    public bool MakesDurable => Kind is StepKind.Flush or StepKind.FlushBeside or StepKind.Reopen;
}

/// <summary>Random work that a seed and the stack it starts with decide: the same in the process that does it and in the one that checks.</summary>
/// <param name="seed">Decides every step.</param>
/// <param name="stack">The stack at the beginning.</param>
/// <param name="depth">Its documents.</param>
/// <param name="everything">Whether there are flushes beside the work, reopening, clearing and long documents too.</param>
public sealed class Script(int seed, ImmutableStack<byte[]> stack, int depth, bool everything)
{
    public const int MostFlushesUnderWay = 4;

    private const int UsualDepth = 60;
    private const int LongestDocument = 300 * 1024;
    private readonly Random _random = new(seed);

    /// <summary>The stack after the steps so far.</summary>
    public ImmutableStack<byte[]> Stack { get; private set; } = stack;

    public int Depth { get; private set; } = depth;

    /// <summary>Changes since the beginning; taking from an empty stack is none.</summary>
    public ulong Changes { get; private set; }

    /// <summary>Makes up the next step and applies it to <see cref="Stack"/>.</summary>
    public Step Next()
    {
        Step step = everything && _random.Next(4) == 0 ? Special() : Usual();
        Apply(step);
        return step;
    }

    private Step Usual()
    {
        int pushes = Depth < UsualDepth ? 11 : 7;
        int dice = _random.Next(20);
        return dice < pushes ? new Step(StepKind.Push, Document(), 0)
            : dice < 15 ? new Step(StepKind.Pop, [], 1)
            : dice < 16 ? new Step(StepKind.Remove, [], _random.Next(30))
            : new Step(StepKind.Flush, [], 0);
    }

    private Step Special() => _random.Next(40) switch
    {
        0 => new Step(StepKind.Clear, [], int.MaxValue),
        1 => new Step(StepKind.Reopen, [], 0),
        2 => new Step(StepKind.Push, Random(LongestDocument), 0),
        < 12 => new Step(StepKind.Remove, [], _random.Next(5)),
        _ => new Step(StepKind.FlushBeside, [], 0),
    };

    private byte[] Document() => Random(_random.Next(12) == 0 ? 6000 : 80);

    private byte[] Random(int longest)
    {
        byte[] document = new byte[_random.Next(longest)];
        _random.NextBytes(document);
        return document;
    }

    private void Apply(Step step)
    {
        if (step.Kind == StepKind.Push)
        {
            Stack = Stack.Push(step.Document);
            Depth++;
            Changes++;
            return;
        }

        int removed = Math.Min(step.Count, Depth);
        for (int i = 0; i < removed; i++)
            Stack = Stack.Pop();
        Depth -= removed;
        Changes += removed > 0 ? 1UL : 0;
    }
}
