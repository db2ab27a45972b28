using System.Diagnostics;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Tests.Crash;

/// <summary>Small scripts, cut at every single write and barrier, with every set of sectors that may have survived.</summary>
public sealed class EveryCrashPointTests(ITestOutputHelper output)
{
    /// <summary>All sets of up to 8 sectors written once; beyond, as many by chance.</summary>
    private const int MostSurvivors = 1 << 8;

    private const int SurvivorsOfACutRecovery = 12;

    private static readonly string[] Scripts =
    [
        "1 f 1 f", "1 f 1 f 1 f 1 f", "3 f -1 f", "3 f -2 1 f", "2 f -2 2 f -1 1 f", "4 f -3 4 f", "7 f", "3 f c 2 f", "3 f c -1 c",
        "2 f 2 -3 3 f", "3 f -3 f 1 f", "6 f -5 6 -2 1 f c",
    ];

    public static TheoryData<string> AllScripts => [.. Scripts];

    public static TheoryData<string> NoticedFlaws =>
    [
        nameof(ProtocolFlaws.NoBarrierBeforeAcknowledgement), nameof(ProtocolFlaws.ChainNotChecked),
        nameof(ProtocolFlaws.WrongSlotOverwritten), nameof(ProtocolFlaws.LowPointNotCommitted),
        nameof(ProtocolFlaws.EverythingClaimedProven), nameof(ProtocolFlaws.OneSlotOnly),
        nameof(ProtocolFlaws.NoBarrierBehindLowPoint), nameof(ProtocolFlaws.DemotionCommits),
    ];

    [Theory]
    [MemberData(nameof(AllScripts))]
    public void Script_CutAtEveryWriteAndBarrier_RecoversWhatWasFlushed(string script)
    {
        long started = Stopwatch.GetTimestamp();
        long cuts = 0;
        long recoveries = 0;
        foreach (int cache in new[] { 0, 1, 3 })
        {
            (long cut, long recovery) = CutEverywhere(script, cache, ProtocolFlaws.None);
            cuts += cut;
            recoveries += recovery;
        }

        output.WriteLine($"{cuts} cuts, {recoveries} more while recovering, in {Stopwatch.GetElapsedTime(started).TotalSeconds:f1} s");
        Assert.True(cuts > 1000 && recoveries > 1000);
    }

    [Theory]
    [MemberData(nameof(NoticedFlaws))]
    public void Scripts_ProtocolBrokenOnPurpose_AreCaught(string flaw)
    {
        foreach (string script in Scripts)
        {
            foreach (int cache in new[] { 0, 1, 3 })
            {
                try
                {
                    CutEverywhere(script, cache, Enum.Parse<ProtocolFlaws>(flaw));
                }
                catch (Exception e) when (e is ViolationException or CorruptStoreException)
                {
                    output.WriteLine($"cache {cache}: {e.Message}");
                    return;
                }
            }
        }

        Assert.Fail($"No crash point showed {flaw}.");
    }

    private static (long Cuts, long Recoveries) CutEverywhere(string script, int cache, ProtocolFlaws flaws)
    {
        long cuts = 0;
        long recoveries = 0;
        for (int operations = 0; ; operations++)
        {
            long before = cuts;
            var choices = new Choices(MostSurvivors, operations);
            do
            {
                using var point = new CrashPoint(script, cache, flaws);
                if (point.Run(operations, null, choices.Choose).Script)
                    cuts++;
            }
            while (choices.MoveNext());
            if (cuts == before)
                return (cuts, recoveries);
            recoveries += CutRecoveries(script, cache, flaws, operations);
        }
    }

    private static long CutRecoveries(string script, int cache, ProtocolFlaws flaws, int operations)
    {
        long recoveries = 0;
        for (int recovery = 0; ; recovery++)
        {
            var random = new Random((operations * 1000) + recovery);
            bool anyCut = false;
            for (int i = 0; i < SurvivorsOfACutRecovery; i++)
            {
                using var point = new CrashPoint(script, cache, flaws);
                if (!point.Run(operations, recovery, random.Next).Recovery)
                    continue;
                anyCut = true;
                recoveries++;
            }

            if (!anyCut)
                return recoveries;
        }
    }
}
