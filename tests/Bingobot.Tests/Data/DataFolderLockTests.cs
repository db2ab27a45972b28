using Bingobot.Data;

namespace Bingobot.Tests.Data;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-lock-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Folder_is_made_and_locked_until_disposed()
    {
        string folder = Path.Combine(_folder.FullName, "a", "b");
        using (DataFolderLock.Take(folder))
        {
            var e = Assert.Throws<FatalException>(() => DataFolderLock.Take(folder));
            Assert.Equal(ExitCode.Usage, e.ExitCode);
            Assert.Equal(
                $"{folder}: another bot (process {Environment.ProcessId}) is running on this data folder. "
                + "Stop it, or name another folder with --data.",
                e.Message);
        }

        DataFolderLock.Take(folder).Dispose();
    }

    [Fact]
    public void File_in_the_place_of_the_folder_is_refused_and_left_alone()
    {
        string file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "mine");

        var e = Assert.Throws<FatalException>(() => DataFolderLock.Take(file));

        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.StartsWith(file + ": the data folder cannot be made", e.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
    }
}
