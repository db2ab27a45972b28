using System.CommandLine;

namespace Bingobot.Commands.Streams;

/// <summary><c>bingobot import</c>: a new stream from lines of JSON.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "What export wrote; - is the standard input.",
    };

    public static Command Create()
    {
        var command = new Command("import", "Make a stream of NDJSON, as export writes it, in an empty data folder.")
        {
            File, CommonOptions.Config, CommonOptions.Data,
        };
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            var import = new StreamImport(CommandTable.Configuration(parsed), parsed.InvocationConfiguration);
            await import.RunAsync(parsed.GetValue(File)!, cancellation);
            return ExitCode.Good;
        }));
        return command;
    }
}
