namespace Bingobot.Storage.Tests.Crash;

/// <summary>A stack that never changes; pushing makes a new one.</summary>
internal sealed class StackNode
{
    private StackNode(byte[] document, StackNode? rest)
    {
        Document = document;
        Rest = rest;
        Depth = rest is null ? 0 : rest.Depth + 1;
    }

    public static StackNode Bottom { get; } = new([], null);

    public byte[] Document { get; }

    public StackNode? Rest { get; }

    public int Depth { get; }

    public StackNode Push(byte[] document) => new(document, this);

    public StackNode Below(int count)
    {
        StackNode node = this;
        for (; count > 0 && node.Rest is not null; count--)
            node = node.Rest;
        return node;
    }
}
