using System.Collections.Concurrent;
using System.Text;
using Bingobot.Discord.Gateway;
using Bingobot.Events;
using Bingobot.Framework.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Framework.Tests.Gateway;

/// <summary>Dispatches on their way to a disk that is slow, or fails.</summary>
public sealed class IngestWindowTests : IAsyncDisposable
{
    private readonly ScriptedDiscord _discord = new();
    private readonly Bingobot.Discord.Rest.DiscordRest _rest;
    private readonly Deferrals _deferrals;
    private readonly HeldIngest _disk = new();
    private readonly GatewayIngest _ingest;

    public IngestWindowTests()
    {
        _rest = _discord.Rest();
        _deferrals = Wire.Deferrals(_rest, TimeProvider.System);
        GatewaySource source = new(new GatewayShard(3, 4));
        _ingest = new GatewayIngest(
            _disk,
            new DispatchReader(source, new HashSet<string> { FrameworkEvents.MessageReceived.Name }, Wire.Intake(_rest)),
            _deferrals,
            new ShardStart(source, Resumes: true, Replaced: null, HeardUntil: null),
            cursorEvery: 100,
            TimeProvider.System,
            TimeProvider.System,
            NullLogger.Instance);
    }

    [Fact]
    public async Task Dispatches_DiskIsSlow_AreHandedOverInOrderUpToTheLimit()
    {
        for (var sequence = 1; sequence <= IngestWindow.Most; sequence++)
            Assert.True(Send(sequence).AsTask().IsCompletedSuccessfully);
        // One is being waited for, so that there is room for another.
        await Send(IngestWindow.Most + 1);
        var waiting = Send(IngestWindow.Most + 2).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(IngestWindow.Most + 1, _disk.Begun.Count);

        _disk.Release(2);
        await waiting;
        await Eventually(() => _disk.Begun.Count == IngestWindow.Most + 2);

        Assert.Equal(
            Enumerable.Range(1, IngestWindow.Most + 2).Select(s => new Cursor("gateway/3", "s1", "wss://r", s)),
            _disk.Begun.Select(b => b.Cursor));
        _disk.Release(int.MaxValue);
        await _ingest.FinishAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Disk_Fails_StopsTheNextDispatchAndTellsWhy()
    {
        await Send(1);
        await Send(2);
        _disk.Fail(new InvalidDataException("the store failed"));

        await Assert.ThrowsAsync<InvalidDataException>(() => _ingest.Settled);
        var e = await Assert.ThrowsAnyAsync<Exception>(() => Send(3).AsTask());

        Assert.Equal("the store failed", (e.InnerException ?? e).Message);
        Assert.Equal(2, _disk.Begun.Count);
    }

    [Fact]
    public async Task Passed_FarEnough_RecordsThePositionBehindWhatWasHandedOver()
    {
        await Send(1);
        await _ingest.OnPassedAsync(At(60), 59, TestContext.Current.CancellationToken);
        Assert.Single(_disk.Begun);
        await _ingest.OnPassedAsync(At(124), 64, TestContext.Current.CancellationToken);
        Assert.Equal([1L, 124L], _disk.Begun.Select(b => b.Cursor.Position));
        Assert.Equal(124, _disk.Begun.Last().Cursor.Position);
        _disk.Release(int.MaxValue);
        await _ingest.FinishAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _deferrals.DisposeAsync();
        _rest.Dispose();
        _discord.Dispose();
    }

    private static GatewayPosition At(long sequence) => new("s1", "wss://r", sequence);

    private ValueTask Send(long sequence) => _ingest.OnDispatchAsync(
        new GatewayDispatch(
            "MESSAGE_CREATE",
            Encoding.UTF8.GetBytes("""{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1","username":"ada"}}"""),
            At(sequence),
            LostSession: null),
        TestContext.Current.CancellationToken);

    private static async Task Eventually(Func<bool> condition)
    {
        using CancellationTokenSource impatient = new(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            Assert.False(impatient.IsCancellationRequested, "it did not happen in time");
            await Task.Yield();
        }
    }

    /// <summary>A disk whose barriers the test holds.</summary>
    private sealed class HeldIngest : IEventIngest
    {
        private readonly Lock _gate = new();
        private int _released;
        private int _free;

        public ConcurrentQueue<(Cursor Cursor, TaskCompletionSource<long> Done)> Begun { get; } = new();

        public ValueTask<long> IngestAsync<TEvent>(ulong partition, TEvent e, Cursor cursor, CancellationToken ct = default) => Begin(cursor);

        public ValueTask<long> AdvanceAsync(Cursor cursor, CancellationToken ct = default) => Begin(cursor);

        public Cursor? DurableCursor(string source) => null;

        public void Release(int count)
        {
            lock (_gate)
            {
                _free = count;
                ReleaseUnsynchronized();
            }
        }

        public void Fail(Exception failure) => Begun.First().Done.SetException(failure);

        private ValueTask<long> Begin(Cursor cursor)
        {
            TaskCompletionSource<long> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                Begun.Enqueue((cursor, done));
                ReleaseUnsynchronized();
            }
            return new ValueTask<long>(done.Task);
        }

        private void ReleaseUnsynchronized()
        {
            for (; _free > 0 && _released < Begun.Count; _free--)
                Begun.ElementAt(_released++).Done.TrySetResult(_released);
        }
    }
}
