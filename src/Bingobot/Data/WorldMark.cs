using System.Text;
using Bingobot.Storage;

namespace Bingobot.Data;

/// <summary>
/// Says which Discord a data folder belongs to, from its first use on. Its sessions, messages and timers mean nothing to
/// another one, and a token must not be sent to a gateway that another one has named.
/// </summary>
internal static class WorldMark
{
    /// <summary>The world of a bot without a token.</summary>
    public const string Sandbox = "the sandbox";

    private const string FileName = "world";

    /// <summary>Marks a new folder, durably; compares the mark of an old one.</summary>
    /// <param name="folder">The data folder, locked by this process.</param>
    /// <param name="world">The Discord that the bot is about to use: <see cref="Sandbox"/>, or the API's URL.</param>
    /// <exception cref="FatalException">The folder belongs to another Discord, or its mark is damaged. Nothing was changed.</exception>
    public static void Check(string folder, string world)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            using DocumentBuffer store = DocumentBuffer.Open(path, new DocumentBufferOptions { CacheDocuments = 1 });
            Check(store, folder, world);
        }
        catch (CorruptStoreException e)
        {
            throw DamagedFile.Error(path, e, "Restore the file from a copy.");
        }
    }

    private static void Check(DocumentBuffer store, string folder, string world)
    {
        if (store.TryPeek(out byte[]? document))
        {
            string kept = Encoding.UTF8.GetString(document);
            if (kept == world)
                return;
            throw new FatalException(
                ExitCode.Usage,
                $"{folder}: this data folder belongs to {kept}, and the bot was started for {world}. "
                + "Name another folder with --data, or start the bot as before (with or without DISCORD_TOKEN).");
        }

        store.Push(Encoding.UTF8.GetBytes(world));
        store.Flush();
    }
}
