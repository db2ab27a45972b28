using System.CommandLine;
using System.Globalization;
using Bingobot.Commands.Streams;
using Bingobot.Configuration;
using Bingobot.Events;
using Bingobot.Storage;
using Spectre.Console;

namespace Bingobot.Commands;

/// <summary>Proves a recorded stream: its bytes, its chain, its replay. Shows progress where it writes to a terminal.</summary>
internal sealed class Verification(BotConfiguration configuration, InvocationConfiguration io)
{
    private const int MostFaultsShown = 20;

    private readonly BotConfiguration _configuration = configuration;
    private readonly TextWriter _output = io.Output;
    private readonly TextWriter _errors = io.Error;

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        if (!VerifyBytes(StreamFiles.ExistingFolder(_configuration)))
            return ExitCode.Corrupt;
        long last = await VerifyChainAsync(cancellation);
        return await VerifyReplayAsync(last, cancellation) ? ExitCode.Good : ExitCode.Corrupt;
    }

    private bool VerifyBytes(string folder)
    {
        IReadOnlyList<SegmentReport> reports = WithStatus("Reading every byte", () => DocumentLog.Verify(folder));
        foreach (SegmentReport segment in reports)
        {
            VerifyReport report = segment.Report;
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{segment.Segment}: {report.BytesRead:N0} bytes, {report.Documents:N0} documents, {(segment.IsSound ? "sound" : "DAMAGED")}"));
            foreach (VerifyFault damage in report.Faults.Take(MostFaultsShown))
                _errors.WriteLine($"{segment.Segment}: at offset {damage.Offset}: expected {damage.Expected}. {damage.Meaning}");
            if (report.InterruptedCommit is { } commit)
                _output.WriteLine($"{segment.Segment}: at offset {commit.Offset}: expected {commit.Expected}. {commit.Meaning}");
            if (report.Faults.Count > MostFaultsShown)
                _errors.WriteLine($"{segment.Segment}: and {report.Faults.Count - MostFaultsShown} more faults.");
            if (segment.StreamFault is { } fault)
                _errors.WriteLine($"{segment.Segment}: {fault}. Restore the segment from a back-up.");
            if (segment.IndexFault is { } index)
                _output.WriteLine($"{segment.Segment}: its index is not right, which costs only time: {index}. It is made anew when it is needed.");
        }

        return reports.All(report => report.IsSound);
    }

    private async Task<long> VerifyChainAsync(CancellationToken cancellation)
    {
        await using DocumentLog log = StreamFiles.Open(_configuration);
        long count = 0;
        await ProgressBar.ShowAsync(_output, "Checking the chain of events", log.LastSequence, progress =>
            log.Visit(1, (in EventView e) =>
            {
                cancellation.ThrowIfCancellationRequested();
                if ((++count & 1023) == 0)
                    progress(e.Sequence);
                return true;
            }));
        long last = log.LastSequence;
        string holes = count == last ? "without a hole" : string.Create(CultureInfo.InvariantCulture, $"up to sequence {last:N0}, the others were compacted away");
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} events, {holes}, in an unbroken chain"));
        return last;
    }

    private async Task<bool> VerifyReplayAsync(long last, CancellationToken cancellation)
    {
        await using DocumentLog log = StreamFiles.Open(_configuration);
        ReplayComparison comparison = await WithStatusAsync("Replaying twice", () => StreamVerifier.CompareAsync(
            StreamVerifier.Plainly(log, StreamFiles.Modules), ChildReplay.Of(_configuration.DataDirectory!), last, log.CompactedUpTo, cancellation));
        if (comparison.Digest is { } digest)
        {
            foreach (ModuleDigest module in digest.Modules)
                _output.WriteLine($"  {module.Module,-14} {module.Hash}");
            string verdict = comparison.Divergences.Count == 0 ? "the same in two replays" : "NOT the same in two replays";
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"state {digest.Hash} at sequence {digest.Sequence}, {verdict} (the second in another process, culture {ChildReplay.Culture})"));
        }

        foreach (Divergence divergence in comparison.Divergences)
        {
            string where = divergence.Change is { } change
                ? $", at {change.Path}: {change.Before ?? "nothing"} in one, {change.After ?? "nothing"} in the other"
                : "";
            await _errors.WriteLineAsync(
                $"bingobot: two replays of the module '{divergence.Module}' differ, first after event {divergence.Sequence}{where}. It is not deterministic.");
        }

        return comparison.Divergences.Count == 0;
    }

    private T WithStatus<T>(string what, Func<T> work) => IsTerminal
        ? AnsiConsole.Status().Start(what, _ => work())
        : work();

    private Task<T> WithStatusAsync<T>(string what, Func<Task<T>> work) => IsTerminal
        ? AnsiConsole.Status().StartAsync(what, _ => work())
        : work();

    private bool IsTerminal => StandardOutput.IsTerminal(_output);
}
