using System.Collections.Immutable;

namespace Bingobot.Storage.Faults;

/// <summary>What a step does to the stack.</summary>
public enum StepKind
{
    Push,
    Pop,
    Remove,
    Flush,
}

/// <param name="Kind">What is done.</param>
/// <param name="Document">What is pushed.</param>
/// <param name="Count">How many documents are removed at most.</param>
public sealed record Step(StepKind Kind, byte[] Document, int Count);

/// <summary>Random work that a seed and the stack it starts with decide: the same in the process that does it and in the one that checks.</summary>
/// <param name="seed">Decides every step.</param>
/// <param name="stack">The stack at the beginning.</param>
/// <param name="depth">Its documents.</param>
public sealed class Script(int seed, ImmutableStack<byte[]> stack, int depth)
{
    private const int UsualDepth = 60;
    private readonly Random _random = new(seed);

    /// <summary>The stack after the steps so far.</summary>
    public ImmutableStack<byte[]> Stack { get; private set; } = stack;

    public int Depth { get; private set; } = depth;

    /// <summary>Changes since the beginning; taking from an empty stack is none.</summary>
    public ulong Changes { get; private set; }

    /// <summary>Makes up the next step and applies it to <see cref="Stack"/>.</summary>
    public Step Next()
    {
        int pushes = Depth < UsualDepth ? 11 : 7;
        int dice = _random.Next(20);
        Step step = dice < pushes ? new Step(StepKind.Push, Document(), 0)
            : dice < 15 ? new Step(StepKind.Pop, [], 1)
            : dice < 16 ? new Step(StepKind.Remove, [], _random.Next(30))
            : new Step(StepKind.Flush, [], 0);
        Apply(step);
        return step;
    }

    private byte[] Document()
    {
        byte[] document = new byte[_random.Next(12) == 0 ? _random.Next(6000) : _random.Next(80)];
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
