using System.Security.Cryptography;
using Bingobot.Storage;

namespace Bingobot.Data;

/// <summary>
/// The key that shows which buttons are this bot's own. It has a file of its own, because buttons must work for as long as the data
/// is there: a token may be changed, and the stream may be read by people.
/// </summary>
internal static class CustomIdKey
{
    /// <summary>The name of the file in the data folder.</summary>
    public const string Name = "custom-id.key";

    private const int Bytes = 32;
    private const string Mend = "Restore the file from a copy, or delete it: buttons of messages before that then say that they are too old.";

    /// <summary>The folder's key, made where there is none. It is durable when this returns, before anything is sealed with it.</summary>
    /// <param name="dataFolder">The data folder, which no other process writes to.</param>
    /// <exception cref="FatalException">The file is damaged, nothing was changed; or the disk refused.</exception>
    public static byte[] Open(string dataFolder)
    {
        string path = Path.Combine(dataFolder, Name);
        try
        {
            CreatePrivate(path);
            using DocumentBuffer store = DocumentBuffer.Open(path, new DocumentBufferOptions { CacheDocuments = 1 });
            return Keep(store, path);
        }
        catch (CorruptStoreException e)
        {
            throw DamagedFile.Error(path, e, Mend);
        }
        catch (IOException e) when (e is not StoreLockedException)
        {
            throw new FatalException(ExitCode.StoreFailed, $"{path}: the disk refused: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static byte[] Keep(DocumentBuffer store, string path)
    {
        if (store.TryPeek(out byte[]? kept))
        {
            return kept.Length == Bytes
                ? kept
                : throw new FatalException(ExitCode.Corrupt, $"{path}: this is not a key of {Bytes} bytes. {Mend}");
        }

        byte[] key = RandomNumberGenerator.GetBytes(Bytes);
        store.Push(key);
        store.Flush();
        return key;
    }

    /// <summary>An empty file that only its owner may read, before anything is written to it.</summary>
    private static void CreatePrivate(string path)
    {
        if (File.Exists(path))
            return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }
}
