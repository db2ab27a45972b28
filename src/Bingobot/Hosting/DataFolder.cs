using Bingobot.Clock;
using Bingobot.Commands;
using Bingobot.Configuration;
using Bingobot.Data;
using Bingobot.Events;

namespace Bingobot.Hosting;

/// <summary>What a running bot keeps open of its data folder.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DataFolderLock _lock;

    private DataFolder(string path, DataFolderLock folderLock, WorldJournal? world, TimeProvider clock)
    {
        Path = path;
        _lock = folderLock;
        World = world;
        WorldClock = clock;
    }

    public string Path { get; }

    /// <summary>The sandbox's journal; null without a sandbox.</summary>
    public WorldJournal? World { get; }

    /// <summary>The clock of events: the machine's, unless the sandbox's time runs faster.</summary>
    public TimeProvider WorldClock { get; }

    /// <summary>Takes the folder for this process alone.</summary>
    /// <exception cref="FatalException">It is in use, or cannot be used.</exception>
    public static DataFolder Open(BotConfiguration configuration, TimeProvider realClock)
    {
        string path = configuration.DataDirectory!;
        DataFolderLock folderLock = DataFolderLock.Take(path);
        bool opened = false;
        try
        {
            WorldMark.Check(path, configuration.UsesSandbox ? WorldMark.Sandbox : configuration.ApiBaseUrl.ToString());
            DataFolder folder = configuration.UsesSandbox
                ? OpenSandbox(path, folderLock, configuration.TimeScale, realClock)
                : new DataFolder(path, folderLock, world: null, realClock);
            opened = true;
            return folder;
        }
        finally
        {
            if (!opened)
                folderLock.Dispose();
        }
    }

    private static DataFolder OpenSandbox(string path, DataFolderLock folderLock, int timeScale, TimeProvider realClock)
    {
        string sandbox = System.IO.Path.Combine(path, "sandbox");
        TimeProvider clock = ClockStore.Open(System.IO.Path.Combine(sandbox, "clock"), timeScale, realClock);
        return new DataFolder(path, folderLock, new WorldJournal(sandbox), clock);
    }

    /// <summary>Opens the event log for writing.</summary>
    public DocumentLog OpenLog() => DocumentLog.Open(StreamFiles.EventsFolder(Path));

    public void Dispose()
    {
        World?.Dispose();
        _lock.Dispose();
    }
}
