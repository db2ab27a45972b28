namespace Bingobot.Commands.Load;

/// <summary>The folder of a load: kept where it was named, removed where it is temporary.</summary>
internal sealed class LoadFolder : IDisposable
{
    private readonly bool _isTemporary;

    private LoadFolder(string path, bool isTemporary) => (Path, _isTemporary) = (path, isTemporary);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Makes it where there is none.</summary>
    /// <param name="named">Its name, or null for a temporary one.</param>
    /// <exception cref="FatalException">Something is in it: what arrived could not be told from what was there.</exception>
    public static LoadFolder Take(string? named)
    {
        if (named is null)
            return new LoadFolder(Directory.CreateTempSubdirectory("bingobot-load-").FullName, isTemporary: true);
        if (string.IsNullOrWhiteSpace(named))
            throw new FatalException(ExitCode.Usage, "--data: a path is expected, and it is empty.");
        string path = System.IO.Path.GetFullPath(named);
        if (Directory.CreateDirectory(path).EnumerateFileSystemInfos().Any())
            throw new FatalException(ExitCode.Usage, $"{path}: a load takes a new or empty folder, and there is something in this one.");
        return new LoadFolder(path, isTemporary: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isTemporary)
            Directory.Delete(Path, recursive: true);
    }
}
