using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>Stores in the files of a directory, which exists.</summary>
internal sealed class FileFolder(string path) : IStoreFolder
{
    public string Name => path;

    public IReadOnlyList<string> List() =>
        [.. Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public IBackingStore OpenRead(string name) => new FileStore(PathOf(name), readOnly: true);

    public IBackingStore OpenWrite(string name) => new FileStore(PathOf(name));

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public void Delete(string name) => File.Delete(PathOf(name));

    public void Sync() => FileStore.SyncDirectory(path);

    private string PathOf(string name) => Path.Combine(path, name);
}
