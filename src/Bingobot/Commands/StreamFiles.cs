using Bingobot.Configuration;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Modules;

namespace Bingobot.Commands;

/// <summary>The recorded stream of a data folder, for commands that only read it.</summary>
internal static class StreamFiles
{
    /// <summary>Where the segments of the stream are.</summary>
    public static string EventsFolder(string dataFolder) => Path.Combine(dataFolder, "events");

    /// <summary>Where the snapshots of the stream are.</summary>
    public static string SnapshotsFolder(string dataFolder) => Path.Combine(dataFolder, "snapshots");

    /// <summary>Where the segments of the stream are, if there is one.</summary>
    /// <exception cref="FatalException">There is no stream.</exception>
    public static string ExistingFolder(BotConfiguration configuration)
    {
        string folder = EventsFolder(configuration.DataDirectory!);
        return Directory.Exists(folder)
            ? folder
            : throw new FatalException(
                ExitCode.Usage, $"{folder}: there is no event stream. Name the data folder of a bot that has run, with --data.");
    }

    /// <summary>Opens the stream for reading, also beside a running bot.</summary>
    /// <exception cref="FatalException">There is no stream.</exception>
    public static DocumentLog Open(BotConfiguration configuration) => DocumentLog.OpenReadOnly(ExistingFolder(configuration));

    /// <summary>Fresh modules, to replay a stream with.</summary>
    public static IReadOnlyList<IModule> Modules() => Bot.ModulesOf(ShippedModules.Create());
}
