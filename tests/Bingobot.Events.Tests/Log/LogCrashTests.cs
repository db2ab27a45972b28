using System.Globalization;
using Bingobot.Storage;
using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Log;

/// <summary>
/// The power is cut at every write, barrier, creation, renaming, deletion and sync of a log's life: what was acknowledged is
/// there, whole, in an unbroken chain, and the log goes on.
/// </summary>
public sealed class LogCrashTests
{
    private const int Bytes = 2500;

    private static readonly int Seeds =
        int.TryParse(Environment.GetEnvironmentVariable("BINGOBOT_LOG_CRASH_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seeds)
            ? seeds
            : 3;

    /// <summary>Batches with rolls; a rewrite of two segments into one; another of what was rewritten already; more batches.</summary>
    private static readonly Func<Life, Task>[] Script =
    [
        life => life.AppendAsync(1), life => life.AppendAsync(4), life => life.AppendAsync(3), life => life.AppendAsync(5),
        life => life.AppendAsync(4), life => life.AppendAsync(2), life => life.AppendAsync(6), life => life.RewriteAsync(0, 1),
        life => life.AppendAsync(5), life => life.ReopenAsync(), life => life.AppendAsync(6), life => life.AppendAsync(3),
        life => life.RewriteAsync(0, 2), life => life.AppendAsync(2), life => life.ReopenAsync(),
    ];

    [Fact]
    public async Task Log_PowerCutAtEveryOperation_HasAllThatWasAcknowledged()
    {
        var whole = new Life(new FaultyFolder(0), believesManifest: true);
        await whole.RunAsync(Script);
        int operations = whole.Folder.Operations;
        Assert.InRange(whole.Folder.List().Count(name => SegmentName.TryParse(name) is not null), 2, 20);
        Assert.True(whole.Dropped > 5);

        int superseded = 0;
        int fallen = 0;
        for (int cut = 0; cut < operations; cut++)
        {
            for (int seed = 1; seed <= Seeds; seed++)
            {
                var life = new Life(new FaultyFolder(seed * 1000 + cut) { OperationsUntilCut = cut }, believesManifest: seed % 2 == 1);
                await life.RunAsync(Script);
                Assert.True(life.Folder.IsDown);

                // And once more while it recovers, now and then.
                life.Folder.Reboot();
                superseded += life.Folder.List().Count(SegmentName.IsTemporary);
                for (int again = seed % 3; again > 0; again--)
                {
                    life.Folder.OperationsUntilCut = (cut * 7 + seed + again) % 12;
                    await life.TryOpenAsync();
                    fallen += life.Folder.IsDown ? 1 : 0;
                    life.Folder.CutPower();
                    life.Folder.Reboot();
                }

                await life.CheckAsync($"cut at operation {cut}, seed {seed}");
            }
        }

        // The simulation reaches what it is there for.
        Assert.True(superseded > 0 && fallen > 0, $"{superseded} temporary files, {fallen} cuts while recovering");
    }

    /// <summary>One log under one power supply.</summary>
    private sealed class Life(FaultyFolder folder, bool believesManifest)
    {
        private readonly DocumentLogOptions _options = new()
        {
            SegmentBytes = LogSamples.Small.SegmentBytes,
            ManifestFrom = believesManifest ? 0 : SegmentScan.MostOpened,
        };

        private readonly List<Recorded> _acknowledged = [];
        private readonly HashSet<long> _mayBeGone = [];
        private Recorded[] _pending = [];
        private DocumentLog? _log;

        public FaultyFolder Folder => folder;

        public int Dropped { get; private set; }

        public async Task RunAsync(Func<Life, Task>[] script)
        {
            try
            {
                _log = DocumentLog.Open(folder, _options);
                foreach (Func<Life, Task> step in script)
                    await step(this);
            }
            catch (Exception e) when (folder.IsDown && e is IOException or StoreFailedException)
            {
                await AbandonAsync();
            }
        }

        public async Task AppendAsync(int count)
        {
            _pending = LogSamples.Batch(_log!.LastSequence + 1, count, Bytes);
            await _log.AppendAsync(_pending);
            _acknowledged.AddRange(_pending);
            _pending = [];
        }

        public async Task ReopenAsync()
        {
            await _log!.DisposeAsync();
            _log = DocumentLog.Open(folder, _options);
        }

        public Task RewriteAsync(int from, int to)
        {
            SegmentInfo[] range = [.. _log!.SealedSegments.Skip(from).Take(to - from + 1)];
            _mayBeGone.UnionWith(_acknowledged
                .Where(e => e.Sequence >= range[0].First && e.Sequence <= range[^1].Last && !Stays(e.Sequence))
                .Select(e => e.Sequence));
            SegmentRewrite done = _log.Rewrite(range[0].First, range[^1].Last, (in EventView e) => Stays(e.Sequence));
            Dropped += (int)done.Dropped;
            return Task.CompletedTask;
        }

        public async Task TryOpenAsync()
        {
            try
            {
                _log = DocumentLog.Open(folder, _options);
                await _log.DisposeAsync();
            }
            catch (Exception e) when (folder.IsDown && e is IOException or StoreFailedException)
            {
                await AbandonAsync();
            }
        }

        public async Task CheckAsync(string when)
        {
            await using (DocumentLog reader = DocumentLog.OpenReadOnly(folder, _options))
                Check(reader, when);
            _log = DocumentLog.Open(folder, _options);
            long last = _log.LastSequence;
            Check(_log, when);
            Assert.True(folder.List().All(name => !SegmentName.IsTemporary(name)), when);
            await AppendAsync(6);
            await AppendAsync(6);
            await _log.DisposeAsync();
            foreach (SegmentReport report in DocumentLog.Verify(folder))
                Assert.True(report.IsSound, $"{when}: {report.Segment}: {report.StreamFault}");
            await using DocumentLog again = DocumentLog.Open(folder, _options);
            Assert.Equal(last + 12, again.LastSequence);
            List<Recorded> byType = await LogSamples.MatchAsync(again, new EventFilter { Types = new HashSet<string> { "Type1" } });
            Assert.Equal(
                LogSamples.Show(again.Read(1).Where(e => e.Type == "Type1")), LogSamples.Show(byType));
        }

        private static bool Stays(long sequence) => sequence == 1 || sequence % 3 == 0;

        private void Check(DocumentLog log, string when)
        {
            // The batch that was not acknowledged is there whole, or not at all.
            long acknowledged = _acknowledged.Count;
            Assert.True(log.LastSequence == acknowledged || log.LastSequence == acknowledged + _pending.Length, $"{when}: {log.LastSequence}");
            var there = log.Read(1).ToDictionary(e => e.Sequence);
            foreach (Recorded e in _acknowledged.Concat(_pending).Where(e => e.Sequence <= log.LastSequence))
            {
                bool found = there.Remove(e.Sequence, out Recorded? read);
                Assert.True(found || _mayBeGone.Contains(e.Sequence), $"{when}: event {e.Sequence} is gone");
                if (found)
                    Assert.Equal(LogSamples.Show([e]), LogSamples.Show([read!]));
            }

            Assert.Empty(there);
        }

        private async Task AbandonAsync()
        {
            try
            {
                if (_log is not null)
                    await _log.DisposeAsync();
            }
            catch (Exception e) when (e is IOException or StoreFailedException)
            {
                // The power is gone.
                return;
            }
        }
    }
}
