using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit;
using Bingobot.TestKit.Events;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Events.Tests.Compaction;

/// <summary>A stream on a folder in memory, with small segments and a clock of its own, that can be opened again.</summary>
internal sealed class CompactedStream(FaultyFolder folder) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private EventStream? _stream;

    public FakeTimeProvider Clock { get; } = new(SomeEvents.Start);

    public FaultyFolder Folder => folder;

    public RecordingEffects Effects { get; } = new();

    public EventStream Stream => _stream ?? throw new InvalidOperationException("The stream is not open.");

    public Func<IReadOnlyList<IModule>> Modules { get; set; } = () => [new Desk(), new Counter()];

    /// <summary>All state, as canonical text.</summary>
    public string State => System.Text.Encoding.UTF8.GetString(StateReport.Write(Stream.Capture()));

    public async Task OpenAsync() => _stream = await EventStream.OpenAsync(new EventStreamOptions
    {
        // So that segments begin at the same events in each life, and compaction finds the same in them.
        BatchEvents = 1,
        Log = DocumentLog.Open(folder, new DocumentLogOptions { SegmentBytes = DocumentLogOptions.LeastSegmentBytes }),
        Modules = Modules(),
        CompactionModules = Modules,
        Retention = new RetentionOptions(),
        Effects = Effects,
        TimeProvider = Clock,
        Random = new Random(1),
        EffectDrain = TimeSpan.Zero,
    }).WaitAsync(Patience);

    public async Task ReopenAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public async Task CloseAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync().AsTask().WaitAsync(Patience);
        _stream = null;
    }

    /// <summary>Tickets that are opened, some of which are closed, and counting, for some days.</summary>
    public async Task LiveAsync(int days, int perDay = 40, int from = 0)
    {
        for (int day = from; day < from + days; day++)
        {
            var acks = new List<Task>();
            for (int i = 0; i < perDay; i++)
            {
                ulong guild = (ulong)(i % 3 + 1);
                acks.Add(Stream.PublishAsync(guild, new TicketOpened($"t{day}-{i}", new string('x', 300))).AsTask());
                acks.Add(Stream.PublishAsync(guild, new Counted($"thing{i % 5}")).AsTask());
                if (i % 10 != 0)
                    acks.Add(Stream.PublishAsync(guild, new TicketClosed($"t{day}-{i}")).AsTask());
            }

            await Task.WhenAll(acks).WaitAsync(Patience);
            await SettleAsync();
            Clock.Advance(TimeSpan.FromDays(1));
            await SettleAsync();
        }
    }

    /// <summary>Waits until no timer is due and no effect is pending.</summary>
    public async Task SettleAsync()
    {
        long start = TimeProvider.System.GetTimestamp();
        while (Stream.Capture() is var state && (state.NextTimerDue <= Clock.GetUtcNow() || state.PendingEffects.Any()))
        {
            if (Stream.Completion.IsFaulted)
                await Stream.Completion;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "timers or effects are still at work");
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>What is stored, by sequence.</summary>
    public async Task<SortedDictionary<long, string>> StoredAsync()
    {
        var stored = new SortedDictionary<long, string>();
        await foreach (Recorded e in Stream.MatchAsync(EventFilter.All, default))
            stored.Add(e.Sequence, SomeEvents.Show(e));
        return stored;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();
}
