using Bingobot.Storage;

namespace Bingobot.Data;

/// <summary>Tells of a file of the data folder that is not what was written.</summary>
internal static class DamagedFile
{
    /// <summary>Says which file, where in it, what was expected, and what to do.</summary>
    public static FatalException Error(string path, CorruptStoreException e, string mend) => new(
        ExitCode.Corrupt, $"{path}: at offset {e.Offset}: expected {e.Expected}. Nothing was changed. {mend}", e);
}
