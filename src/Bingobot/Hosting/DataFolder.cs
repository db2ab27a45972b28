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
    private const string SandboxName = "sandbox";

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
            string sandbox = System.IO.Path.Combine(path, SandboxName);
            RefuseOtherWorld(path, sandbox, configuration.UsesSandbox);
            TimeProvider clock = realClock;
            if (configuration.UsesSandbox)
            {
                world = WorldJournal.Open(sandbox);
                clock = ClockStore.Open(System.IO.Path.Combine(sandbox, "clock"), configuration.TimeScale, realClock);
            }

            opened = true;
            return new DataFolder(path, folderLock, world, clock);
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
    /// <exception cref="FatalException">The disk refused.</exception>
    public DocumentLog OpenLog()
    {
        string folder = StreamFiles.EventsFolder(Path);
        try
        {
            return DocumentLog.Open(folder);
        }
        catch (IOException e) when (e is not (StoreLockedException or CorruptStoreException))
        {
            throw Failed(folder, e);
        }
    }

    /// <summary>
    /// One stream tells of one world: with the sandbox's and Discord's guilds in it, and the sandbox's clock ahead of the
    /// machine's, neither would be right any more.
    /// </summary>
    private static void RefuseOtherWorld(string path, string sandbox, bool usesSandbox)
    {
        string events = StreamFiles.EventsFolder(path);
        bool recorded = Directory.Exists(events) && Directory.EnumerateFiles(events).Any();
        if (!recorded || Directory.Exists(sandbox) == usesSandbox)
            return;
        throw new FatalException(ExitCode.Usage, usesSandbox
            ? $"{path}: this data folder holds what happened on Discord, and no Discord token is set. Set DISCORD_TOKEN, or name another folder for the sandbox with --data."
            : $"{path}: this data folder holds what happened in the sandbox, and a Discord token is set. Name another folder with --data, or unset DISCORD_TOKEN.");
    }

    private static FatalException Failed(string path, IOException e) =>
        new(ExitCode.StoreFailed, $"{path}: the disk refused: {e.Message} Look at its free space and its health.", e);

    public void Dispose()
    {
        try
        {
            World?.Dispose();
        }
        finally
        {
            _lock.Dispose();
        }
    }
}
