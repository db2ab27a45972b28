using System.CommandLine;
using System.Globalization;
using Bingobot.Configuration;
using Bingobot.Data;
using Bingobot.Events;

namespace Bingobot.Commands.Streams;

/// <summary><c>bingobot compact</c>: drops events beyond their time now, where no bot runs that does it by itself.</summary>
internal static class CompactCommand
{
    public static Command Create()
    {
        var command = new Command("compact", "Drop events that nothing needs any more, once replay has proven it; not beside a running bot.")
        {
            CommonOptions.Config, CommonOptions.Data,
        };
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            BotConfiguration configuration = CommandTable.Configuration(parsed);
            CompactionReport report = await CompactAsync(configuration, cancellation);
            Tell(report, parsed.InvocationConfiguration.Output);
            return ExitCode.Good;
        }));
        return command;
    }

    private static async Task<CompactionReport> CompactAsync(BotConfiguration configuration, CancellationToken cancellation)
    {
        StreamFiles.ExistingFolder(configuration);
        string folder = configuration.DataDirectory!;
        using DataFolderLock taken = DataFolderLock.TryTake(folder) ?? throw new FatalException(
            ExitCode.Usage,
            $"{folder}: a bot runs on this data folder, and compacts by itself as data.compaction says. To do it now, stop the bot first.");
        await using EventStream stream = await StreamAlone.OpenAsync(configuration, cancellation);
        return await stream.CompactAsync(cancellation);
    }

    private static void Tell(CompactionReport report, TextWriter output)
    {
        if (report.UpTo == 0 && report.Refusals.Count == 0)
            output.WriteLine("No segment is sealed yet: there is nothing to compact.");
        foreach ((string type, long dropped) in report.DroppedByType)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {type,-24} {dropped,12:N0} dropped"));
        if (report.UpTo > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Dropped:N0} events ({report.DroppedBytes:N0} bytes of JSON) up to {report.UpTo} dropped, {report.Kept:N0} kept; "
                + $"{report.Segments.Before} segments became {report.Segments.After}"));
        }

        if (report.Relying.Count > 0)
            output.WriteLine($"Kept beside the events, for replay cannot give it any more: the state of {string.Join(", ", report.Relying)}");
        foreach (CompactionRefusal refusal in report.Refusals)
            output.WriteLine($"REFUSED for {refusal.Module}: {string.Join(", ", refusal.Types)}. {refusal.Reason}");
    }
}
