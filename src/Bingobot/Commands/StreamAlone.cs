using Bingobot.Clock;
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
            TimeProvider = ClockOf(configuration),
            Log = DocumentLog.Open(StreamFiles.EventsFolder(configuration.DataDirectory!)),
            Modules = BotModules.OfStream(configuration),
            CompactionModules = () => BotModules.OfStream(configuration),
            Retention = configuration.RetentionOptions,
            Effects = null,
            FireTimers = false,
        },
        cancellation);

    /// <summary>The clock that the stream's times are of: the machine's, or that of the sandbox in which the bot ran.</summary>
    private static TimeProvider ClockOf(BotConfiguration configuration)
    {
        string path = DataFolder.ClockIn(configuration.DataDirectory!);
        if (!configuration.UsesSandbox || !File.Exists(path))
            return TimeProvider.System;
        using ClockStore store = ClockStore.Open(path, configuration.TimeScale, TimeProvider.System);
        return store.Clock;
    }
}
