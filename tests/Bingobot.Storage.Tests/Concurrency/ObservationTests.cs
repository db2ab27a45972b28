using System.Buffers;
using System.Diagnostics;
using Bingobot.Storage.Engine;
using Bingobot.Storage.Tests.Crash;

namespace Bingobot.Storage.Tests.Concurrency;

/// <summary>
/// What members that only look return, and what readers walk over, beside a thread that changes the stack as fast as it can: always
/// the stack as it was at one moment between their call and their return. With a cache so small that most of it is on the store.
/// </summary>
public sealed class ObservationTests(ITestOutputHelper output)
{
    /// <summary>Looks, each during another change of the stack; a machine that seldom runs two threads at once gives fewer.</summary>
    private const int Disturbed = 3_000;
    private const int UsualDepth = 12;
    private const int MostSpins = 100;
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly DocumentBufferOptions Small = new()
    {
        CacheDocuments = 3,
        Tuning = new EngineTuning { ChunkBytes = 64, ReadBytes = 128 },
    };

    [Theory]
    [InlineData("Count")]
    [InlineData("IsEmpty")]
    [InlineData("TryPeek")]
    [InlineData("TryPeek(IBufferWriter)")]
    [InlineData("Read")]
    [InlineData("ReadForward")]
    [InlineData("ReadBackward")]
    public async Task MemberThatLooks_BesideChanges_ReturnsTheStackOfOneMoment(string member)
    {
        using DocumentBuffer buffer = DocumentBuffer.Open(new MemoryStore(), Small);
        using var done = new CancellationTokenSource();
        var history = new StackHistory();
        Task<int>[] observers = [.. Enumerable.Range(1, 2).Select(seed => Start(() => Observe(buffer, history, member, new Random(seed), done.Token)))];
        Task<int>[] others =
        [
            Start(() => Change(buffer, history, done.Token)),
            Start(() => Flush(buffer, done.Token)),
        ];
        Task first = await Task.WhenAny([Task.WhenAll(observers), .. others]).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        await done.CancelAsync();
        await first;
        int[] disturbed = await Task.WhenAll(observers);
        int[] counts = await Task.WhenAll(others);
        output.WriteLine($"{disturbed.Sum()} looks beside {counts[0]} changes and {counts[1]} flushes");
        Assert.True(disturbed.Sum() > 0 && counts[0] > 0);
    }

    private static Task<int> Start(Func<int> action) =>
        Task.Factory.StartNew(action, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <returns>Looks that could be judged, each during another change.</returns>
    private static int Observe(DocumentBuffer buffer, StackHistory history, string member, Random random, CancellationToken done)
    {
        var watch = Stopwatch.StartNew();
        int disturbed = 0;
        long newest = -1;
        while (disturbed < Disturbed && (disturbed == 0 || watch.Elapsed < LongestLook) && !done.IsCancellationRequested)
        {
            int number = random.Next(5);
            long from = history.Ended;
            Func<StackNode, bool>? fits = Look(buffer, member, number);
            long to = history.Begun;
            if (fits is null || history.Any(from, to, fits) is not { } isOneOfThem)
                continue;
            Assert.True(isOneOfThem, $"{member} ({number}) returned what the stack was at no moment of changes {from} to {to}.");
            disturbed += to > from && from > newest ? 1 : 0;
            newest = from;
        }

        return disturbed;
    }

    /// <returns>Whether a stack is the one that was seen; null where the reader said that what it had to read was removed.</returns>
    private static Func<StackNode, bool>? Look(DocumentBuffer buffer, string member, int number)
    {
        switch (member)
        {
            case "Count":
                long count = buffer.Count;
                return stack => stack.Depth == count;
            case "IsEmpty":
                bool isEmpty = buffer.IsEmpty;
                return stack => stack.Depth == 0 == isEmpty;
            case "TryPeek":
                byte[][] top = buffer.TryPeek(out byte[]? document) ? [document] : [];
                return stack => IsTop(stack, 1, top);
            case "TryPeek(IBufferWriter)":
                var writer = new ArrayBufferWriter<byte>();
                byte[][] copied = buffer.TryPeek(writer) ? [writer.WrittenSpan.ToArray()] : [];
                return stack => IsTop(stack, 1, copied);
            case "Read":
                IReadOnlyList<byte[]> read = buffer.Read(3 * number);
                return stack => IsTop(stack, 3 * number, read);
            case "ReadBackward":
                List<byte[]>? backward = Walk.OrNull(buffer.ReadBackward(number));
                return backward is null ? null : stack => IsTop(stack.Below(number), int.MaxValue, backward);
            default:
                List<byte[]>? forward = Walk.OrNull(buffer.ReadForward(number));
                forward?.Reverse();
                return forward is null ? null : stack => IsTop(stack, stack.Depth - number, forward);
        }
    }

    private static bool IsTop(StackNode stack, int most, IReadOnlyList<byte[]> documents)
    {
        if (documents.Count != Math.Clamp(stack.Depth, 0, Math.Max(0, most)))
            return false;
        foreach (byte[] document in documents)
        {
            if (!document.AsSpan().SequenceEqual(stack.Document))
                return false;
            stack = stack.Rest!;
        }

        return true;
    }

    /// <returns>How many changes there were.</returns>
    private static int Change(DocumentBuffer buffer, StackHistory history, CancellationToken done)
    {
        var random = new Random(3);
        StackNode stack = StackNode.Bottom;
        int changes = 0;
        for (; !done.IsCancellationRequested; changes++)
        {
            int dice = random.Next(2 * UsualDepth);
            int removed = dice == 0 ? int.MaxValue : dice == 1 ? 5 : dice < stack.Depth ? 1 : 0;
            byte[] document = BitConverter.GetBytes(changes);
            StackNode next = removed == 0 ? stack.Push(document) : stack.Below(removed);
            history.Begin(next);
            if (removed == 0)
                buffer.Push(document);
            else if (removed == 1)
                Assert.Equal(stack.Document, buffer.Pop());
            else if (removed == int.MaxValue)
                buffer.Clear();
            else
                Assert.True(IsTop(stack, removed, buffer.Remove(removed)));
            history.End();
            stack = next;

            // Who changes something again at once would keep the others from looking.
            Thread.SpinWait(random.Next(MostSpins));
        }

        return changes;
    }

    /// <returns>How many flushes there were.</returns>
    private static int Flush(DocumentBuffer buffer, CancellationToken done)
    {
        int flushes = 0;
        for (; !done.IsCancellationRequested; flushes++)
        {
            buffer.Flush();
            Thread.Yield();
        }

        return flushes;
    }

    /// <summary>The stacks that there were lately. One thread changes it, others look.</summary>
    private sealed class StackHistory
    {
        private const int Kept = 1 << 16;
        private readonly StackNode[] _stacks = new StackNode[Kept];
        private long _begun;
        private long _ended;

        public StackHistory() => _stacks[0] = StackNode.Bottom;

        /// <summary>The number of the newest change that may show; 0 is the empty stack at the beginning.</summary>
        public long Begun => Volatile.Read(ref _begun);

        /// <summary>The number of the newest change that must show.</summary>
        public long Ended => Volatile.Read(ref _ended);

        public void Begin(StackNode next)
        {
            _stacks[(_begun + 1) % Kept] = next;
            Volatile.Write(ref _begun, _begun + 1);
        }

        public void End() => Volatile.Write(ref _ended, _begun);

        /// <summary>Whether one of the stacks fits; null where they are not all kept any more.</summary>
        public bool? Any(long from, long to, Func<StackNode, bool> fits)
        {
            for (long number = from; number <= to; number++)
            {
                if (fits(_stacks[number % Kept]))
                    return true;
            }

            return Begun - from < Kept - 1 ? false : null;
        }
    }
}
