using System.Collections.Concurrent;
using System.Text.Json;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;
using CsCheck;

namespace Bingobot.Events.Tests.Runtime;

public sealed class LinearizabilityTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void PublishingAndReading_InParallel_AreLinearizable() =>
        Gen.Int[0, 3].Select(Make).SampleParallel(
            Gen.Char['a', 'e'].Operation<Subject>(text => $"Publish({text})", (subject, text) => subject.Publish(text)),
            Gen.Char['a', 'e'].Operation<Subject>(text => $"PublishCancelled({text})", (subject, text) => subject.PublishCancelled(text)),
            Gen.Long[1, 4].Operation<Subject>(position => $"Ingest({position})", (subject, position) => subject.Ingest(position)),
            Gen.Operation<Subject>("Match", subject => subject.Match()),
            equal: (left, right) => left.Content() == right.Content(),
            print: subject => subject.Content(),
            iter: 60);

    [Fact]
    public async Task Publishers_WithAFullQueueAndSomeThatGiveUp_GetTheSequencesOfTheirOwnEvents()
    {
        await using var log = new MemoryEventLog();
        log.Barrier = async _ => await Task.Yield();
        var acknowledged = new ConcurrentDictionary<long, string>();
        await using (EventStream stream = await EventStream.OpenAsync(
            new EventStreamOptions { Log = log, Modules = [Lambda.Listener("a")], QueueCapacity = 4, BatchEvents = 16 }))
        {
            async Task PublishAsync(int publisher)
            {
                for (int i = 0; i < 500; i++)
                {
                    using var cancel = new CancellationTokenSource();
                    string text = $"{publisher}/{i}";
                    ValueTask<long> published = stream.PublishAsync(1, new Said(text), cancel.Token);
                    if (i % 7 == 0)
                        await cancel.CancelAsync();
                    try
                    {
                        Assert.True(acknowledged.TryAdd(await published, text));
                    }
                    catch (OperationCanceledException)
                    {
                        continue;
                    }
                }
            }

            await Task.WhenAll(Enumerable.Range(0, 12).Select(publisher => Task.Run(() => PublishAsync(publisher)))).WaitAsync(Patience);
        }

        Recorded[] said = [.. log.Events.Where(e => e.Type == "Said")];
        Assert.Equal(acknowledged.Count, said.Length);
        Assert.All(said, e => Assert.Equal(acknowledged[e.Sequence], TextOf(e)));
        foreach (IGrouping<string, int> publisher in said.Select(TextOf).GroupBy(text => text.Split('/')[0], text => int.Parse(text.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture)))
            Assert.Equal(publisher.Order(), publisher);
    }

    private static string TextOf(Recorded e) => JsonSerializer.Deserialize(e.Data.Span, Lambda.Said.Json)!.Text;

    private static Subject Make(int said)
    {
        var subject = new Subject();
        for (int i = 0; i < said; i++)
            subject.Publish('x');
        return subject;
    }

    /// <summary>A stream, what its publishers and readers were told, in no order, and what subscribers saw, in order: one from the start on, and one
    /// that comes when all is over.</summary>
    private sealed class Subject
    {
        private readonly EventStream _stream = EventStream.OpenAsync(new EventStreamOptions
        {
            Log = new MemoryEventLog(),
            Modules = [Lambda.Listener("a")],
            QueueCapacity = 2,
            Random = new Random(1),
        }).GetAwaiter().GetResult();

        private readonly ConcurrentBag<string> _told = [];
        private readonly List<long> _live = [];

        public Subject() => _ = Task.Run(SubscribeAsync);

        public void Publish(char text) =>
            _told.Add($"{text} is {Wait(_stream.PublishAsync(1, new Said($"{text}")))}");

        public void PublishCancelled(char text) => Assert.ThrowsAny<OperationCanceledException>(
            () => Wait(_stream.PublishAsync(1, new Said($"{text}"), new CancellationToken(canceled: true))));

        public void Ingest(long position) =>
            _told.Add($"{position} is {Wait(_stream.IngestAsync(1, new Said($"{position}"), new Cursor("s", "1", "", position)))}");

        public void Match() => _told.Add($"count {Sequences(_stream.MatchAsync(EventFilter.All, default)).Count}");

        public string Content()
        {
            long last = _stream.Capture().Sequence;
            List<long> seen = Sequences(_stream.SubscribeAsync(new EventFilter { ToSequence = last }, 1, default));
            string state = string.Join(' ', _stream.Capture().StateOf<Words>("a", 1)!.List);
            return $"{state} | {string.Join(' ', _told.Order(StringComparer.Ordinal))} | {string.Join(' ', seen)} | {string.Join(' ', Live(last))}";
        }

        /// <summary>What the subscriber that was there all the time has seen up to an event, in its order. Many may ask at once.</summary>
        private List<long> Live(long last)
        {
            lock (_live)
            {
                while (_live.Count == 0 || _live[^1] < last)
                {
                    if (!Monitor.Wait(_live, Patience))
                        throw new TimeoutException($"The subscriber has not seen event {last}.");
                }

                return [.. _live.TakeWhile(sequence => sequence <= last)];
            }
        }

        private async Task SubscribeAsync()
        {
            await foreach (Recorded e in _stream.SubscribeAsync(EventFilter.All, 1, default))
            {
                lock (_live)
                {
                    _live.Add(e.Sequence);
                    Monitor.PulseAll(_live);
                }
            }
        }

        private static long Wait(ValueTask<long> task) => task.AsTask().WaitAsync(Patience).GetAwaiter().GetResult();

        private static List<long> Sequences(IAsyncEnumerable<Recorded> events)
        {
            async Task<List<long>> CollectAsync()
            {
                var sequences = new List<long>();
                await foreach (Recorded e in events)
                    sequences.Add(e.Sequence);
                return sequences;
            }

            return Task.Run(CollectAsync).WaitAsync(Patience).GetAwaiter().GetResult();
        }
    }
}
