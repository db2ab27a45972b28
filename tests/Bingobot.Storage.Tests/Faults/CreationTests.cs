namespace Bingobot.Storage.Tests.Faults;

/// <summary>
/// A new file is durable when the names that lead to it are: its own in its folder, and those of the folders just made. None of
/// that may be missing when the first document is acknowledged.
/// </summary>
public sealed class CreationTests(ITestOutputHelper output) : IDisposable
{
    private const string Sync = "fsync(";
    private const string Worked = " = 0";
    private const string Acknowledgement = "\"flushed ";
    private static readonly string[] Inner = ["", "/a", "/a/b"];
    private readonly TracedWorker _worker = new(output);

    public void Dispose() => _worker.Dispose();

    [Fact]
    public void Open_FileInFoldersJustMade_SyncsEveryNameBeforeItAcknowledges()
    {
        if (!_worker.IsPermitted())
            return;
        string file = MakeFolders(out string made);
        TracedRun run = _worker.RunOn(file, "-y", "-e", "trace=openat,fsync,write");
        Assert.True(run.IsClosed, string.Join(", ", run.Lines));
        int created = IndexOf(run, $"\"{file}\"", "O_CREAT");
        int acknowledged = IndexOf(run, "write(", Acknowledgement);
        Assert.InRange(created, 0, acknowledged);
        string[] folders = [Path.GetDirectoryName(made)!, .. Inner.Select(folder => made + folder)];
        Assert.All(folders, folder => Assert.InRange(IndexOf(run, Sync, $"{InTemp(folder)}>)", Worked), created, acknowledged));
    }

    [Theory]
    [InlineData("", "EIO", "errno 5")]
    [InlineData("/a", "EIO", "errno 5")]
    [InlineData("/a/b", "EIO", "errno 5")]
    [InlineData("/a/b", "EACCES", "errno 13")]
    [InlineData("/a/b", "EROFS", "errno 30")]
    public void Open_SyncingAFolderFails_IsRefusedAndDoneAgainWhenOpenedAgain(string folder, string error, string number)
    {
        if (!_worker.IsPermitted())
            return;
        string file = MakeFolders(out string made);
        string failing = made + folder;
        TracedRun run = _worker.RunOn(file, "-P", failing, "-e", "trace=fsync", "-e", $"inject=fsync:error={error}");
        Assert.Single(run.Injected);
        Assert.Equal(["opening", run.Lines[1], "not opened"], run.Lines);
        Assert.StartsWith($"IOException: fsync of '{failing}' failed: ", run.Lines[1], StringComparison.Ordinal);
        Assert.Contains(number, run.Lines[1], StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(file).Length);

        TracedRun again = _worker.RunOn(file, "-P", failing, "-y", "-e", "trace=fsync");
        Assert.True(again.IsClosed, string.Join(", ", again.Lines));
        Assert.True(IndexOf(again, Sync, Worked) >= 0);
    }

    /// <summary>Folders that others made, and let nobody else touch, are not this process's to make durable.</summary>
    [Theory]
    [InlineData("EACCES")]
    [InlineData("EPERM")]
    [InlineData("EINVAL")]
    [InlineData("EROFS")]
    public void Open_FolderAboveMayNotBeSynced_IsPassedOver(string error)
    {
        if (!_worker.IsPermitted())
            return;
        string file = MakeFolders(out string made);
        TracedRun run = _worker.RunOn(file, "-P", made, "-e", "trace=fsync", "-e", $"inject=fsync:error={error}");
        Assert.Single(run.Injected);
        Assert.True(run.IsClosed, string.Join(", ", run.Lines));
    }

    [Fact]
    public void Open_FileThatHoldsAStore_SyncsNoFolder()
    {
        if (!_worker.IsPermitted())
            return;
        _worker.MakeStore(hasRoom: false);
        TracedRun run = _worker.RunOn(_worker.FilePath, "-y", "-e", "trace=fsync,write");
        Assert.True(IndexOf(run, "write(", Acknowledgement) >= 0);
        Assert.Equal(-1, IndexOf(run, Sync, $"{InTemp(Path.GetDirectoryName(_worker.FilePath)!)}>"));
    }

    private string MakeFolders(out string made)
    {
        made = _worker.FileIn("made");
        string folder = Directory.CreateDirectory(made + Inner[^1]).FullName;
        return Path.Combine(folder, "new.docs");
    }

    /// <summary>A folder as the system names it, which may have resolved links above it.</summary>
    private string InTemp(string folder)
    {
        string above = Path.GetDirectoryName(Path.GetDirectoryName(_worker.FilePath))!;
        return folder[above.Length..];
    }

    /// <summary>The first call in whose line all of this is; −1 where there is none.</summary>
    private static int IndexOf(TracedRun run, params string[] parts) =>
        run.Calls.ToList().FindIndex(call => parts.All(part => call.Contains(part, StringComparison.Ordinal)));
}
