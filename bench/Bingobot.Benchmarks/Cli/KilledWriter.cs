using System.CommandLine;
using System.Globalization;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Cli;

/// <summary>
/// A process of its own that opens a store, appends and flushes, appends more without flushing, says so, and is then killed with
/// SIGKILL.
/// </summary>
internal static class KilledWriter
{
    private const string CommandName = "write-and-wait";
    private const int DocumentsFlushed = 1_000;
    private const int DocumentsUnflushed = 1_000;

    /// <returns>Documents that the writer acknowledged before it died.</returns>
    public static long WriteAndDie(IContender contender, string directory, int documentBytes, long first)
    {
        KilledProcess.Run(
            CommandName, contender.Name, directory,
            documentBytes.ToString(CultureInfo.InvariantCulture), first.ToString(CultureInfo.InvariantCulture));
        return first + DocumentsFlushed;
    }

    public static Command Command()
    {
        var contender = new Argument<string>("contender");
        var directory = new Argument<string>("directory");
        var documentBytes = new Argument<int>("document-bytes");
        var first = new Argument<long>("first");
        var command = new Command(CommandName, "Writes, says so, and waits to be killed.")
        {
            contender, directory, documentBytes, first,
        };
        command.Hidden = true;
        command.SetAction(result => Write(
            AllContenders.Named(result.GetRequiredValue(contender)),
            result.GetRequiredValue(directory),
            result.GetRequiredValue(documentBytes),
            result.GetRequiredValue(first)));
        return command;
    }

    private static void Write(IContender contender, string directory, int documentBytes, long first)
    {
        var documents = new Documents(documentBytes);
        using IDocumentLog log = contender.Open(directory, new OpenOptions(documentBytes, Use.Bulk));
        log.Append(documents, first, DocumentsFlushed);
        log.Flush();
        log.Append(documents, first + DocumentsFlushed, DocumentsUnflushed);
        KilledProcess.SayReadyAndWait();
    }
}
