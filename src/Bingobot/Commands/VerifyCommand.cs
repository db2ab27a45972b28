using System.CommandLine;
using System.Globalization;
using Bingobot.Configuration;
using Bingobot.Events;
using Bingobot.Storage;
using Spectre.Console;

namespace Bingobot.Commands;

/// <summary><c>bingobot verify</c>: reads every byte, checks the chains, replays twice and compares.</summary>
internal static class VerifyCommand
{
    private const int MostFaultsShown = 20;

    public static Command Create()
    {
        var command = new Command("verify", "Prove that what is stored is sound and that replay reproduces the state.")
        {
            CommonOptions.Config, CommonOptions.Data,
        };
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(
            () => VerifyAsync(CommandTable.Configuration(parsed), cancellation)));
        return command;
    }

    private static async Task<ExitCode> VerifyAsync(BotConfiguration configuration, CancellationToken cancellation)
    {
        await using (StreamFiles.Open(configuration))
        {
            // Opening says what is wrong with the folder before long work begins.
        }

        if (!VerifyBytes(StreamFiles.EventsFolder(configuration.DataDirectory!)))
            return ExitCode.Corrupt;
        long last = await VerifyChainAsync(configuration, cancellation);
        return await VerifyReplayAsync(configuration, last, cancellation) ? ExitCode.Good : ExitCode.Corrupt;
    }

    private static bool VerifyBytes(string folder)
    {
        IReadOnlyList<SegmentReport> reports = WithStatus("Reading every byte", () => DocumentLog.Verify(folder));
        foreach (SegmentReport segment in reports)
        {
            VerifyReport report = segment.Report;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{segment.Segment}: {report.BytesRead:N0} bytes, {report.Documents:N0} documents, {(report.IsSound ? "sound" : "DAMAGED")}"));
            foreach (VerifyFault fault in report.Faults.Take(MostFaultsShown))
                Console.Error.WriteLine($"{segment.Segment}: at offset {fault.Offset}: expected {fault.Expected}");
            if (report.Faults.Count > MostFaultsShown)
                Console.Error.WriteLine($"{segment.Segment}: and {report.Faults.Count - MostFaultsShown} more faults.");
        }

        return reports.All(report => report.Report.IsSound);
    }

    private static async Task<long> VerifyChainAsync(BotConfiguration configuration, CancellationToken cancellation)
    {
        await using DocumentLog log = StreamFiles.Open(configuration);
        long last = 0;
        await WithProgressAsync("Checking the chain of events", log.LastSequence, progress =>
        {
            foreach (Recorded e in log.Read(1))
            {
                cancellation.ThrowIfCancellationRequested();
                last = e.Sequence;
                progress(last);
            }
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{last:N0} events, without a hole, in an unbroken chain"));
        return last;
    }

    private static async Task<bool> VerifyReplayAsync(BotConfiguration configuration, long last, CancellationToken cancellation)
    {
        await using DocumentLog log = StreamFiles.Open(configuration);
        ReplayComparison comparison = await WithStatusAsync("Replaying twice", () => StreamVerifier.CompareAsync(
            StreamVerifier.Plainly(log, StreamFiles.Modules), ChildReplay.Of(configuration.DataDirectory!), last, cancellation));
        if (comparison.Digest is { } digest)
        {
            foreach (ModuleDigest module in digest.Modules)
                Console.WriteLine($"  {module.Module,-14} {module.Hash}");
            string verdict = comparison.Divergences.Count == 0 ? "the same in two replays" : "NOT the same in two replays";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"state {digest.Hash} at sequence {digest.Sequence}, {verdict} (the second in another process, culture {ChildReplay.Culture})"));
        }

        foreach (Divergence divergence in comparison.Divergences)
        {
            await Console.Error.WriteLineAsync(
                $"bingobot: two replays of the module '{divergence.Module}' differ, first after event {divergence.Sequence}: it is not deterministic.");
        }

        return comparison.Divergences.Count == 0;
    }

    private static T WithStatus<T>(string what, Func<T> work) => IsTerminal
        ? AnsiConsole.Status().Start(what, _ => work())
        : work();

    private static Task<T> WithStatusAsync<T>(string what, Func<Task<T>> work) => IsTerminal
        ? AnsiConsole.Status().StartAsync(what, _ => work())
        : work();

    private static async Task WithProgressAsync(string what, long total, Action<Action<long>> work)
    {
        if (!IsTerminal)
        {
            await Task.Run(() => work(_ => { }));
            return;
        }

        await AnsiConsole.Progress().StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(what, maxValue: Math.Max(1, total));
            await Task.Run(() => work(done => task.Value = done));
            task.Value = task.MaxValue;
        });
    }

    private static bool IsTerminal => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;
}
