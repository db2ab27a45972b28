using System.CommandLine;

namespace Bingobot.Commands.Streams;

/// <summary><c>bingobot export</c>: the stream as lines of JSON.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "The file to write, which must not exist yet; - is the standard output.",
    };

    public static Command Create()
    {
        var command = new Command("export", "Write the stream as NDJSON, one event a line; also beside a running bot.")
        {
            File, CommonOptions.Config, CommonOptions.Data,
        };
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            var export = new StreamExport(CommandTable.Configuration(parsed), parsed.InvocationConfiguration);
            string file = parsed.GetValue(File)!;
            if (file == "-")
                await export.ToOutputAsync(cancellation);
            else
                await export.ToFileAsync(file, cancellation);
            return ExitCode.Good;
        }));
        return command;
    }
}
