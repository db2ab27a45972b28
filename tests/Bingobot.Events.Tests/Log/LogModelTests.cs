using Bingobot.TestKit;
using CsCheck;

namespace Bingobot.Events.Tests.Log;

/// <summary>Everything a log does, held against a list.</summary>
public sealed class LogModelTests
{
    private static readonly Gen<(int What, int A, int B)[]> Scripts =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000], Gen.Int[0, 1000]).Array[8, 40];

    [Fact]
    public void Log_AnyOperations_IsAListOfEvents() =>
        Scripts.Sample(script => RunAsync(script).GetAwaiter().GetResult(), iter: 60, threads: 1);

    private static async Task RunAsync((int What, int A, int B)[] script)
    {
        var folder = new FaultyFolder(1);
        var options = new DocumentLogOptions
        {
            SegmentBytes = LogSamples.Small.SegmentBytes,
            ManifestFrom = script.Length % 2 == 0 ? 0 : SegmentScan.MostOpened,
        };
        var model = new List<Recorded>();
        long last = 0;
        DocumentLog log = DocumentLog.Open(folder, options);
        foreach ((int what, int a, int b) in script)
        {
            switch (what)
            {
                case <= 4:
                    Recorded[] batch = LogSamples.Batch(last + 1, 1 + a % 6, b * 5);
                    await log.AppendAsync(batch);
                    model.AddRange(batch);
                    last = batch[^1].Sequence;
                    break;
                case 5:
                    await log.DisposeAsync();
                    log = DocumentLog.Open(folder, options);
                    break;
                case 6:
                    Rewrite(log, model, a, b);
                    break;
                case 7:
                    folder.Put(SegmentName.Manifest, null);
                    break;
                case 8 when log.SealedSegments is { Length: > 0 } olds:
                    folder.Put(SegmentName.IndexOf(olds[a % olds.Length].First), b % 2 == 0 ? null : new byte[b]);
                    break;
                default:
                    await CheckQueryAsync(log, model, last, a, b);
                    break;
            }

            Assert.Equal(last, log.LastSequence);
        }

        Check(log, model, 1 + script[0].A % (last + 1));
        await using (DocumentLog beside = DocumentLog.OpenReadOnly(folder, options))
        {
            Check(beside, model, 1);
            Assert.Equal(last, beside.LastSequence);
            await CheckQueryAsync(beside, model, last, script[0].A, script[0].B);
        }

        await log.DisposeAsync();
        Assert.All(DocumentLog.Verify(folder), report => Assert.True(report.IsSound, report.StreamFault));
    }

    private static void Rewrite(DocumentLog log, List<Recorded> model, int a, int b)
    {
        if (log.SealedSegments is not { Length: > 0 } olds)
            return;
        SegmentInfo first = olds[a % olds.Length];
        SegmentInfo last = olds[Math.Min(olds.Length - 1, a % olds.Length + b % 3)];
        bool Stays(long sequence) => sequence == 1 || sequence % (2 + a % 4) != b % 3;

        SegmentRewrite done = log.Rewrite(first.First, last.Last, (in EventView e) => Stays(e.Sequence));

        model.RemoveAll(e => e.Sequence >= first.First && e.Sequence <= last.Last && !Stays(e.Sequence));
        Assert.Equal((first.First, last.Last), (done.First, done.Last));
        Assert.Equal(model.Count(e => e.Sequence >= first.First && e.Sequence <= last.Last), done.Kept);
        Assert.Equal(last.Last - first.First + 1, done.Kept + done.Dropped);
    }

    private static void Check(DocumentLog log, List<Recorded> model, long from)
    {
        string expected = LogSamples.Show(model.Where(e => e.Sequence >= from));
        Assert.Equal(expected, LogSamples.Show(log.Read(from)));
        Assert.Equal(expected, LogSamples.Show(LogSamples.Visit(log, from)));
    }

    private static async Task CheckQueryAsync(DocumentLog log, List<Recorded> model, long last, int a, int b)
    {
        var filter = new EventFilter
        {
            Types = (a % 4) switch
            {
                0 => null,
                1 => new HashSet<string> { "Type1" },
                2 => new HashSet<string> { "Type0", "StreamCreated" },
                _ => new HashSet<string> { "Never" },
            },
            Partition = b % 3 == 0 ? (ulong)(b % 7) : null,
            FromSequence = a % 5 == 0 ? last / 2 : 1,
            ToSequence = b % 5 == 0 ? last * 2 / 3 : long.MaxValue,
            FromTime = a % 7 == 0 ? Samples.SomeEvents.Start.AddSeconds(a % (last + 1)) : DateTimeOffset.MinValue,
            ToTime = b % 7 == 0 ? Samples.SomeEvents.Start.AddSeconds(b % (last + 1)) : DateTimeOffset.MaxValue,
            Where = a % 11 == 0 ? [new("n", (b % (last + 1)).ToString(System.Globalization.CultureInfo.InvariantCulture))] : [],
            NewestFirst = (a + b) % 2 == 0,
            Limit = a % 3 == 0 ? 1 + b % 9 : null,
        };
        IEnumerable<Recorded> expected = model.Where(filter.Matches);
        if (filter.NewestFirst)
            expected = expected.Reverse();
        expected = expected.Take((int)(filter.Limit ?? int.MaxValue));

        Assert.Equal(LogSamples.Show(expected), LogSamples.Show(await LogSamples.MatchAsync(log, filter)));
    }
}
