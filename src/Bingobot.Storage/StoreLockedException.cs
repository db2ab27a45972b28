namespace Bingobot.Storage;

/// <summary>Another writer, in this process or another, has the file open.</summary>
public sealed class StoreLockedException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="innerException">The operating system's own error, where there is one.</param>
    public StoreLockedException(string path, Exception? innerException = null)
        : base($"'{path}' is open for writing already, in this process or another: close it there, or open it read-only.", innerException) =>
        Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
