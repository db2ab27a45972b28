using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Bingobot.Storage.Postgres.Tests.Support;

/// <summary>
/// What a stack may hold after it was interrupted: the state last acknowledged by a flush, or any one after it. Every document
/// ever pushed is another one, so that no state passes for another.
/// </summary>
internal sealed class History
{
    private readonly List<ImmutableList<byte[]>> _possible = [[]];
    private long _pushed;

    public ImmutableList<byte[]> Current { get; private set; } = [];

    public int Acknowledged { get; private set; }

    /// <summary>One random change of the buffer, or a flush. Documents are shorter than <paramref name="maxBytes"/>.</summary>
    public void Step(DocumentBuffer buffer, Random random, int maxBytes)
    {
        switch (random.Next(10))
        {
            case < 5:
                Push(buffer, random, maxBytes);
                break;
            case < 7 when !Current.IsEmpty:
                Change(Current.RemoveAt(Current.Count - 1));
                buffer.Pop();
                break;
            case 7 when !Current.IsEmpty:
                int count = Math.Min(random.Next(1, 6), Current.Count);
                Change(Current.RemoveRange(Current.Count - count, count));
                buffer.Remove(count);
                break;
            default:
                Flush(buffer);
                break;
        }
    }

    public void Push(DocumentBuffer buffer, Random random, int maxBytes)
    {
        byte[] head = Encoding.ASCII.GetBytes((_pushed++).ToString("x16", CultureInfo.InvariantCulture));
        byte[] document = new byte[random.Next(head.Length, maxBytes)];
        random.NextBytes(document);
        head.CopyTo(document, 0);
        Change(Current.Add(document));
        buffer.Push(document);
    }

    public void Flush(DocumentBuffer buffer)
    {
        buffer.Flush();
        _possible.Clear();
        _possible.Add(Current);
        Acknowledged++;
    }

    /// <summary>What was found must be one of the possible states, whole; it is what goes on.</summary>
    public void Found(DocumentBuffer buffer)
    {
        var found = new List<byte[]>();
        foreach (ReadOnlySpan<byte> document in buffer.ReadForward())
            found.Add(document.ToArray());
        ImmutableList<byte[]>? state = _possible.Find(possible => Same(possible, found));
        Assert.True(
            state is not null,
            $"Found {found.Count} documents; possible were {_possible.Count} states from {_possible[0].Count} documents on.");
        Current = state;
        _possible.Clear();
        _possible.Add(state);
    }

    private void Change(ImmutableList<byte[]> next)
    {
        Current = next;
        _possible.Add(next);
    }

    private static bool Same(ImmutableList<byte[]> expected, List<byte[]> found) =>
        expected.Count == found.Count && expected.Zip(found).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
