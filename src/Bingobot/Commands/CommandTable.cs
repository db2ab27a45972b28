using System.CommandLine;
using System.CommandLine.Parsing;
using Bingobot.Commands.Docs;
using Bingobot.Commands.Effects;
using Bingobot.Commands.Load;
using Bingobot.Commands.Load.Bot;
using Bingobot.Commands.Streams;
using Bingobot.Configuration;
using Bingobot.Events;
using Bingobot.Storage;

namespace Bingobot.Commands;

/// <summary>The command line: which commands there are, and what their failures return.</summary>
internal static class CommandTable
{
    /// <summary>Runs the program.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">What was asked for goes here.</param>
    /// <param name="error">What went wrong goes here.</param>
    /// <returns>The <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("A Discord bot whose state cannot be lost.")
        {
            RunCommand.Create(),
            EventsCommand.Create(),
            StateCommand.Create(),
            EffectsCommand.Create(),
            VerifyCommand.Create(),
            CompactCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            DocsCommand.Create(),
            LoadCommand.Create(),
            LoadBotCommand.Create(),
            DigestsCommand.Create(),
        };
        // An argument that begins with '@' is an argument, not the name of a file with more of them.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError fault in parsed.Errors)
                await error.WriteLineAsync($"bingobot: {fault.Message}");
            await error.WriteLineAsync("'bingobot --help' lists what there is.");
            return (int)ExitCode.Usage;
        }

        // What runs a bot handles signals itself, so that nothing is cut off; the other commands only read.
        bool runs = parsed.CommandResult.Command.Name is RunCommand.Name or LoadCommand.Name or LoadBotCommand.Name;
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = runs ? null : TimeSpan.FromSeconds(2),
        });
    }

    /// <summary>Runs a command's work and turns what it throws into a message and an exit code.</summary>
    public static async Task<int> GuardAsync(ParseResult parsed, Func<Task<ExitCode>> work)
    {
        try
        {
            return (int)await work();
        }
        catch (IOException e) when (StandardOutput.IsBrokenPipe(e))
        {
            // Who read the output has seen enough, as 'head' does.
            return (int)ExitCode.Good;
        }
        catch (Exception e)
        {
            (ExitCode code, string message) = Explain(e);
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"bingobot: {message}");
            return (int)code;
        }
    }

    /// <summary>The configuration that the options of a command ask for.</summary>
    public static BotConfiguration Configuration(ParseResult result) =>
        ConfigurationLoader.ForProcess().Load(result.GetValue(CommonOptions.Config), result.GetValue(CommonOptions.Data));

    private static (ExitCode Code, string Message) Explain(Exception e) => e switch
    {
        FatalException fatal => (fatal.ExitCode, fatal.Message),
        CorruptStreamException or CorruptStoreException => (ExitCode.Corrupt, e.Message),
        StreamFailedException or StoreFailedException => (ExitCode.StoreFailed, e.Message),
        StoreLockedException or CompactedException => (ExitCode.Usage, e.Message),
        UnreadableEventException => (ExitCode.Failure, e.Message),
        OperationCanceledException => (ExitCode.Failure, "Cancelled."),
        UnauthorizedAccessException => (ExitCode.Usage, $"No permission: {e.Message}"),
        DirectoryNotFoundException or FileNotFoundException => (ExitCode.Usage, e.Message),
        IOException => (ExitCode.Failure, e.Message),
        _ => (ExitCode.Failure, $"This should not have happened, please report it: {e}"),
    };
}
