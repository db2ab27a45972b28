namespace Bingobot.Benchmarks.Measuring;

/// <summary>A folder for stores, removed with all that is in it when disposed.</summary>
internal sealed class Scratch : IDisposable
{
    private int _made;

    public Scratch(string parent) =>
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"bingobot-bench-{Environment.ProcessId}")).FullName;

    public string Path { get; }

    /// <summary>A new, empty folder.</summary>
    public string NewDirectory(string name) =>
        Directory.CreateDirectory(System.IO.Path.Combine(Path, $"{++_made}-{name.Replace(' ', '-')}")).FullName;

    public static void Remove(string directory) => Directory.Delete(directory, recursive: true);

    public void Dispose() => Remove(Path);
}
