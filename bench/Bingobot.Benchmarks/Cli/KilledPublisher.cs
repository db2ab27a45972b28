using System.CommandLine;
using System.Globalization;
using Bingobot.Benchmarks.Scoring;
using Bingobot.Benchmarks.Workloads;
using Bingobot.Events;

namespace Bingobot.Benchmarks.Cli;

/// <summary>
/// A process of its own that opens a stream, publishes and awaits, publishes more without awaiting, says so, and is then killed with
/// SIGKILL.
/// </summary>
internal static class KilledPublisher
{
    private const string CommandName = "publish-and-wait";
    private const int EventsAwaited = 1_000;
    private const int EventsUnawaited = 1_000;

    /// <returns>Events that were acknowledged before the process died, those that were there before included.</returns>
    public static long PublishAndDie(StartMode mode, string directory, int jsonBytes, long first)
    {
        KilledProcess.Run(
            CommandName, mode.Name, directory,
            jsonBytes.ToString(CultureInfo.InvariantCulture), first.ToString(CultureInfo.InvariantCulture));
        return first + EventsAwaited;
    }

    public static Command Command()
    {
        var mode = new Argument<string>("mode");
        var directory = new Argument<string>("directory");
        var jsonBytes = new Argument<int>("json-bytes");
        var first = new Argument<long>("first");
        var command = new Command(CommandName, "Publishes, says so, and waits to be killed.") { mode, directory, jsonBytes, first };
        command.Hidden = true;
        command.SetAction(result => Publish(
            StartMode.Named(result.GetRequiredValue(mode)),
            result.GetRequiredValue(directory),
            new ScoredEvents(result.GetRequiredValue(jsonBytes)),
            result.GetRequiredValue(first)));
        return command;
    }

    private static void Publish(StartMode mode, string directory, ScoredEvents events, long first)
    {
        EventStream stream = mode.Open(directory);
        Task.WhenAll(PublishSome(stream, events, first, EventsAwaited)).GetAwaiter().GetResult();
        _ = PublishSome(stream, events, first + EventsAwaited, EventsUnawaited);
        KilledProcess.SayReadyAndWait();
    }

    private static Task[] PublishSome(EventStream stream, ScoredEvents events, long first, int count)
    {
        var published = new Task[count];
        for (int i = 0; i < count; i++)
            published[i] = stream.PublishAsync(ScoredEvents.PartitionOf(first + i), events.At(first + i)).AsTask();
        return published;
    }
}
