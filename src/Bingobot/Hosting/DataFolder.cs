using Bingobot.Clock;
using Bingobot.Commands;
using Bingobot.Configuration;
using Bingobot.Data;
using Bingobot.Events;
using Bingobot.Storage;

namespace Bingobot.Hosting;

/// <summary>What a running bot keeps open of its data folder.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DataFolderLock _lock;

    private DataFolder(
        string path, DataFolderLock folderLock, WorldJournal? world, ClockStore? sandboxClock, TimeProvider realClock)
    {
        Path = path;
        _lock = folderLock;
        World = world;
        SandboxClock = sandboxClock;
        WorldClock = sandboxClock?.Clock ?? realClock;
    }

    public string Path { get; }

    /// <summary>The sandbox's journal; null without a sandbox.</summary>
    public WorldJournal? World { get; }

    /// <summary>How the sandbox's clock is put forward; null without a sandbox.</summary>
    public ClockStore? SandboxClock { get; }

    /// <summary>The clock of events: the machine's, or the sandbox's.</summary>
    public TimeProvider WorldClock { get; }

    /// <summary>The file of the sandbox's clock in a data folder.</summary>
    public static string ClockIn(string path) => System.IO.Path.Combine(SandboxIn(path), "clock");

    private static string SandboxIn(string path) => System.IO.Path.Combine(path, "sandbox");

    /// <summary>Takes the folder for this process alone.</summary>
    /// <param name="configuration">Where it is, and what for.</param>
    /// <param name="realClock">The machine's clock.</param>
    /// <param name="locked">Looks at what else must be free; runs when the folder is locked and before a file of it is opened.</param>
    /// <exception cref="FatalException">It is in use, cannot be used, or is damaged.</exception>
    public static DataFolder Open(BotConfiguration configuration, TimeProvider realClock, Action locked)
    {
        string path = configuration.DataDirectory!;
        DataFolderLock folderLock = DataFolderLock.Take(path);
        WorldJournal? world = null;
        bool opened = false;
        try
        {
            locked();
            WorldMark.Check(path, configuration.UsesSandbox ? WorldMark.Sandbox : configuration.ApiBaseUrl.ToString());
            ClockStore? clock = null;
            if (configuration.UsesSandbox)
            {
                world = WorldJournal.Open(SandboxIn(path));
                clock = ClockStore.Open(ClockIn(path), configuration.TimeScale, realClock);
            }

            opened = true;
            return new DataFolder(path, folderLock, world, clock, realClock);
        }
        catch (IOException e) when (e is not StoreLockedException)
        {
            throw Failed(path, e);
        }
        finally
        {
            if (!opened)
            {
                world?.Dispose();
                folderLock.Dispose();
            }
        }
    }

    /// <summary>Opens the event log for writing.</summary>
    /// <param name="logger">Takes what people should know of it.</param>
    /// <exception cref="FatalException">The disk refused.</exception>
    public DocumentLog OpenLog(ILogger logger)
    {
        string folder = StreamFiles.EventsFolder(Path);
        try
        {
            return DocumentLog.Open(folder, new DocumentLogOptions { Logger = logger });
        }
        catch (IOException e) when (e is not (StoreLockedException or CorruptStoreException))
        {
            throw Failed(folder, e);
        }
    }

    public void Dispose()
    {
        try
        {
            SandboxClock?.Dispose();
            World?.Dispose();
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static FatalException Failed(string path, IOException e) =>
        new(ExitCode.StoreFailed, $"{path}: the disk refused: {e.Message.TrimEnd('.')}. Look at its free space and its health.", e);
}
