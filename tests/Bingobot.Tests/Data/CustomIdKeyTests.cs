using Bingobot.Data;

namespace Bingobot.Tests.Data;

public sealed class CustomIdKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-key-");

    private string Path => System.IO.Path.Combine(_folder.FullName, CustomIdKey.Name);

    [Fact]
    public void Key_IsMadeOnceAndKept()
    {
        byte[] key = CustomIdKey.Open(_folder.FullName);

        Assert.Equal(32, key.Length);
        Assert.Equal(key, CustomIdKey.Open(_folder.FullName));
    }

    [Fact]
    public void Key_OfAnotherFolder_IsAnother()
    {
        DirectoryInfo other = _folder.CreateSubdirectory("other");

        Assert.NotEqual(CustomIdKey.Open(_folder.FullName), CustomIdKey.Open(other.FullName));
    }

    [Fact]
    public void File_IsForItsOwnerAlone()
    {
        CustomIdKey.Open(_folder.FullName);

        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such modes.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void File_ThatWasOnlyBegun_IsFinished()
    {
        File.WriteAllBytes(Path, []);

        Assert.Equal(32, CustomIdKey.Open(_folder.FullName).Length);
    }

    [Fact]
    public void File_ThatIsDamaged_IsToldOfAndLeftAlone()
    {
        CustomIdKey.Open(_folder.FullName);
        byte[] bytes = File.ReadAllBytes(Path);
        Array.Fill(bytes, (byte)0x55);
        File.WriteAllBytes(Path, bytes);

        FatalException e = Assert.Throws<FatalException>(() => CustomIdKey.Open(_folder.FullName));

        Assert.Contains("delete it", e.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
