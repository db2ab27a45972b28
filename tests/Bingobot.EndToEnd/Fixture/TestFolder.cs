namespace Bingobot.EndToEnd;

/// <summary>A folder of its own for a test, removed after it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-e2e-");

    /// <summary>Its full path.</summary>
    public string Path => _folder.FullName;

    /// <summary>The full path of something in it.</summary>
    public string Below(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a text file into it.</summary>
    /// <returns>The file's full path.</returns>
    public string Write(string name, string text)
    {
        string path = Below(name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
