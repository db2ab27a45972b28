using Bingobot.Data;

namespace Bingobot.Tests.Data;

public sealed class WorldMarkTests : IDisposable
{
    private const string Discord = "https://discord.com/api/v10";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-world-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Folder_OfTheSameWorld_IsAccepted()
    {
        WorldMark.Check(_folder.FullName, WorldMark.Sandbox);
        WorldMark.Check(_folder.FullName, WorldMark.Sandbox);
    }

    [Theory]
    [InlineData(WorldMark.Sandbox, Discord)]
    [InlineData(Discord, WorldMark.Sandbox)]
    public void Folder_OfAnotherWorld_IsRefusedAndKeepsItsMark(string first, string second)
    {
        WorldMark.Check(_folder.FullName, first);

        var e = Assert.Throws<FatalException>(() => WorldMark.Check(_folder.FullName, second));

        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains(_folder.FullName, e.Message, StringComparison.Ordinal);
        Assert.Contains($"belongs to {first}", e.Message, StringComparison.Ordinal);
        WorldMark.Check(_folder.FullName, first);
    }
}
