using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Runtime;

public sealed class SubscribeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Subscribers_WhileEventsAreRecorded_SeeEveryOneOnceInOrder()
    {
        const int Total = 3000;
        await using EventStream stream = await OpenAsync(new MemoryEventLog(), backlog: 8 * 1024);
        using var done = new CancellationTokenSource(Patience);
        List<Task<List<long>>> subscribers = [];
        for (int i = 0; i < 12; i++)
        {
            long from = i * 250;
            subscribers.Add(Task.Run(async () =>
            {
                var seen = new List<long>();
                await foreach (Recorded e in stream.SubscribeAsync(EventFilter.All, from, done.Token))
                {
                    seen.Add(e.Sequence);
                    if (e.Sequence == Total + 2)
                        break;
                }

                return seen;
            }));
            await Task.WhenAll(Enumerable.Range(0, Total / 12).Select(n => stream.PublishAsync(1, new Said($"{n}")).AsTask()));
        }

        for (int i = 0; i < subscribers.Count; i++)
        {
            long from = Math.Max(1, i * 250);
            Assert.Equal(LongRange(from, Total + 2), await subscribers[i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Subscriber_FromAroundTheNewestEvent_MissesNothing(long from)
    {
        var log = new MemoryEventLog();
        await (await OpenAsync(log, backlog: 2)).DisposeAsync();
        await using EventStream stream = await OpenAsync(log, backlog: 2);
        var seen = new List<long>();
        Task reading = Task.Run(async () =>
        {
            await foreach (Recorded e in stream.SubscribeAsync(new EventFilter { ToSequence = 4 }, from, default))
                seen.Add(e.Sequence);
        });

        await stream.PublishAsync(1, new Said("0"));
        await reading.WaitAsync(Patience);

        Assert.Equal(LongRange(from, 4), seen);
    }

    [Fact]
    public async Task Laggard_FallingBehindTheBacklog_IsToldWhereToGoOnAndLosesNothing()
    {
        await using EventStream stream = await OpenAsync(new MemoryEventLog(), backlog: 16);
        await using IAsyncEnumerator<Recorded> slow = stream.SubscribeAsync(EventFilter.All, 3, default).GetAsyncEnumerator();
        ValueTask<bool> first = slow.MoveNextAsync();
        await stream.PublishAsync(1, new Said("0"));
        Assert.True(await first);

        for (int i = 0; i < 100; i++)
            await stream.PublishAsync(1, new Said($"{i}"));
        SubscriberLaggedException lagged = await Assert.ThrowsAsync<SubscriberLaggedException>(async () => await slow.MoveNextAsync());

        Assert.Equal(4, lagged.NextSequence);
        var rest = new List<long>();
        await foreach (Recorded e in stream.SubscribeAsync(new EventFilter { ToSequence = 103 }, lagged.NextSequence, default))
            rest.Add(e.Sequence);
        Assert.Equal(LongRange(4, 103), rest);
    }

    [Fact]
    public async Task Subscription_OfAStreamThatCloses_Ends()
    {
        EventStream stream = await OpenAsync(new MemoryEventLog(), backlog: 16);
        Task<int> counted = Task.Run(async () =>
        {
            int count = 0;
            await foreach (Recorded e in stream.SubscribeAsync(new EventFilter { Types = new HashSet<string> { "Said" } }, 1, default))
                count++;
            return count;
        });
        await stream.PublishAsync(1, new Said("x"));
        await stream.DisposeAsync();

        Assert.InRange(await counted.WaitAsync(Patience), 0, 1);
    }

    [Fact]
    public async Task Subscription_Cancelled_Ends()
    {
        await using EventStream stream = await OpenAsync(new MemoryEventLog(), backlog: 16);
        using var cancel = new CancellationTokenSource();
        IAsyncEnumerator<Recorded> subscription = stream.SubscribeAsync(EventFilter.All, 3, cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> next = subscription.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
    }

    [Fact]
    public async Task Match_ByTypePartitionSequenceTimeAndData_GivesWhatIsMeant()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot(), Lambda.Listener("a")]);
        await harness.PublishAsync(1, new BallotOpened("b", "Pizza?", 10));
        await harness.PublishAsync(1, new BallotCast("b", "ada", 1));
        await harness.PassAsync(TimeSpan.FromMinutes(1));
        DateTimeOffset later = harness.Time.GetUtcNow();
        await harness.PublishAsync(2, new BallotCast("b", "ada", 2));
        await harness.PublishAsync(2, new BallotCast("b", "grace", 1));

        async Task<string> MatchAsync(EventFilter filter)
        {
            var found = new List<string>();
            await foreach (Recorded e in harness.Stream.MatchAsync(filter, default))
                found.Add($"{e.Partition}:{e.Type}");
            return string.Join(' ', found);
        }

        var cast = new EventFilter { Types = new HashSet<string> { "BallotCast" } };
        Assert.Equal("1:BallotCast 2:BallotCast 2:BallotCast", await MatchAsync(cast));
        Assert.Equal("2:BallotCast 2:BallotCast", await MatchAsync(cast with { Partition = 2 }));
        Assert.Equal("2:BallotCast 2:BallotCast", await MatchAsync(cast with { FromTime = later }));
        Assert.Equal("1:BallotCast", await MatchAsync(cast with { ToTime = later.AddTicks(-1) }));
        Assert.Equal("1:BallotCast 2:BallotCast", await MatchAsync(cast with { Where = [new("voter", "ada")] }));
        Assert.Equal("2:BallotCast", await MatchAsync(cast with { Where = [new("voter", "ada"), new("choice", "2")] }));
        Assert.Equal("0:RuntimeStarted", await MatchAsync(new EventFilter { Where = [new("modules.0.name", "ballot")] }));
        Assert.Equal("", await MatchAsync(new EventFilter { Where = [new("modules.2.name", "ballot")] }));
        Assert.Equal("", await MatchAsync(new EventFilter { Where = [new("voter.name", "ada")] }));
        Assert.Equal("0:RuntimeStarted 1:BallotOpened", await MatchAsync(new EventFilter { FromSequence = 2, ToSequence = 3 }));
    }

    private static IEnumerable<long> LongRange(long from, long to)
    {
        for (long i = from; i <= to; i++)
            yield return i;
    }

    private static Task<EventStream> OpenAsync(MemoryEventLog log, int backlog) => EventStream.OpenAsync(
        new EventStreamOptions { Log = log, Modules = [Lambda.Listener("a")], SubscriberBacklog = backlog });
}
