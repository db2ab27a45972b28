using Bingobot.Configuration;
using Bingobot.Events;
using Bingobot.Hosting;

namespace Bingobot.Commands;

/// <summary>
/// The stream of a data folder that no bot runs on, for commands that write to it: no effect is executed and no timer fires meanwhile.
/// </summary>
internal static class StreamAlone
{
    /// <summary>Opens it; the caller holds the folder's lock.</summary>
    public static Task<EventStream> OpenAsync(BotConfiguration configuration, CancellationToken cancellation) => EventStream.OpenAsync(
        new EventStreamOptions
        {
            Log = DocumentLog.Open(StreamFiles.EventsFolder(configuration.DataDirectory!)),
            Modules = BotModules.OfStream(configuration),
            CompactionModules = () => BotModules.OfStream(configuration),
            Retention = configuration.RetentionOptions,
            Effects = null,
            FireTimers = false,
        },
        cancellation);
}
