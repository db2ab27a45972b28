using System.Collections.Concurrent;
using System.Globalization;
using Bingobot.Events.Tests.Faults;
using Bingobot.Events.Tests.Samples;
using Bingobot.Faults.Events;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Events.Tests.Runtime;

/// <summary>Lives of one stream on a disk that fails, held against a <see cref="Book"/>. Its time passes with the work that is done.</summary>
internal sealed class FailingDiskWorld : IDisposable
{
    private const int Publishers = 2;
    private const int Clocktick = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _clock = new(SomeEvents.Start);
    private readonly ConcurrentQueue<string> _said = [];
    private readonly FailingDisk _disk;
    private readonly Outside _outside;
    private readonly Book _book;
    private readonly int _seed;
    private int _life;

    public FailingDiskWorld(FailingDisk disk, int seed)
    {
        _disk = disk;
        _seed = seed;
        _outside = new Outside(seed);
        _book = new Book(_outside);
    }

    /// <summary>Lives that the disk ended.</summary>
    public int Failures { get; private set; }

    public int Acknowledged => _book.Acknowledged;

    public void Dispose() => _disk.Dispose();

    /// <summary>One life: until the disk fails, or so much was acknowledged.</summary>
    public async Task LiveAsync(int acknowledgements)
    {
        _life++;
        try
        {
            DocumentLog log = _disk.Open();
            Enter(log);
            await using EventStream stream = await OpenAsync(log);
            Cursor? before = _book.Cursor;
            await CheckStateAsync(log, stream.Capture());
            Assert.Equal(before, stream.DurableCursor(Load.Source));
            using var stop = new CancellationTokenSource();
            int said = 0;
            var load = new Load(stream, _seed + _life, consequences: 1, clockSpeed: 1, line =>
            {
                _said.Enqueue(line);
                _clock.Advance(TimeSpan.FromMilliseconds(Clocktick));
                if (Interlocked.Increment(ref said) >= acknowledgements)
                    stop.Cancel();
            });
            await load.RunAsync(Publishers, underWay: 4, stop.Token);
            await CheckStateAsync(log, stream.Capture());
        }
        catch (Exception failure) when (failure is StreamFailedException or IOException)
        {
            Failures++;
        }

        if (_disk.IsDown)
            _disk.Reboot();
    }

    /// <summary>The last life, on a disk that is mended: everything that is still to be done is done, once.</summary>
    public async Task SettleAsync()
    {
        _life++;
        _outside.IsCalm = true;
        DocumentLog log = _disk.Open();
        Enter(log);
        await using (EventStream stream = await OpenAsync(log))
        {
            long start = TimeProvider.System.GetTimestamp();
            StreamSnapshot state;
            while ((state = stream.Capture()).TimerCount > 0 || state.PendingEffects.Any())
            {
                Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "it does not settle");
                _clock.Advance(TimeSpan.FromMilliseconds(Clocktick));
                await Task.Yield();
            }

            await CheckStateAsync(log, state);
        }

        await using DocumentLog left = _disk.Open();
        Enter(left);
        _book.CheckSettled();
    }

    /// <summary>Enters into the book what the life before left, and holds what it had acknowledged against it.</summary>
    private void Enter(DocumentLog log)
    {
        Assert.True(log.LastSequence >= _book.Last, $"life {_life}: the log ends with {log.LastSequence}, and ended with {_book.Last} before");
        foreach (Recorded e in log.Read(_book.Last + 1))
            _book.Add(e);
        while (_said.TryDequeue(out string? line))
            Check(line.Split(' '));
        _book.End();
        _book.CheckUnchanged(log.Read(1), log.CompactedUpTo);
        _book.Begin(_life);
    }

    private void Check(string[] words)
    {
        if (words[0] == Lines.AcknowledgedWord)
            _book.CheckAcknowledged(Number(words[1]), words[2], (ulong)Number(words[3]), words[4]);
        else if (words[0] == Lines.IngestedWord)
            _book.CheckIngested(Number(words[1]), words[2], Number(words[3]));
        else
            _book.CheckKnown(words[1], Number(words[2]));
    }

    private Task<EventStream> OpenAsync(DocumentLog log) => EventStream.OpenAsync(new EventStreamOptions
    {
        Log = log,
        Modules = Happenings.Modules(),
        Effects = new Executor(_outside, _life),
        TimeProvider = _clock,
        EffectRetryFirst = TimeSpan.FromMilliseconds(1),
        EffectRetryMost = TimeSpan.FromMilliseconds(10),
        EffectDrain = TimeSpan.Zero,
        EffectConcurrency = 4,
        SnapshotFolder = _disk.Snapshots,
        SnapshotEvents = 30,
        ColdAfterEvents = 20,
        ColdAfter = TimeSpan.Zero,
    });

    private static async Task CheckStateAsync(DocumentLog log, StreamSnapshot live)
    {
        StreamSnapshot replayed = await StreamReplay.RunAsync(log, Happenings.Modules(), live.Sequence);
        Assert.Equal(StateReport.Digest(replayed).Hash, StateReport.Digest(live).Hash);
        Assert.Equal(replayed.Cursors.GetValueOrDefault(Load.Source), live.Cursors.GetValueOrDefault(Load.Source));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Executor(Outside outside, int run) : IEffectExecutor
    {
        public ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken)
        {
            Reaction reaction = outside.Ask(run, effect.Id, effect.Data.Span);
            return reaction switch
            {
                { IsDropped: true } => throw new IOException("The connection was cut."),
                { Answer: null } => ValueTask.FromResult<EffectOutcome>(new EffectOutcome.Retry(TimeSpan.FromMilliseconds(1), "busy")),
                { Answer: ReportAnswer.Done } => ValueTask.FromResult<EffectOutcome>(new EffectOutcome.Succeeded(reaction.Result)),
                { Answer: ReportAnswer.Refused } => ValueTask.FromResult<EffectOutcome>(new EffectOutcome.Failed("refused")),
                _ => ValueTask.FromResult<EffectOutcome>(new EffectOutcome.Unknown("unclear")),
            };
        }
    }
}
