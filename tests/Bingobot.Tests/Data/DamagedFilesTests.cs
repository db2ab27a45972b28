using Bingobot.Clock;
using Bingobot.Data;

namespace Bingobot.Tests.Data;

public sealed class DamagedFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-damaged-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Journal_that_is_no_store_is_named_with_the_offset_and_left_alone() =>
        AssertNamed("world.journal", () => WorldJournal.Open(_folder.FullName).Dispose());

    [Fact]
    public void Clock_that_is_no_store_is_named_with_the_offset_and_left_alone() =>
        AssertNamed("clock", () => ClockStore.Open(Path.Combine(_folder.FullName, "clock"), scale: 1, TimeProvider.System));

    [Fact]
    public void Mark_that_is_no_store_is_named_with_the_offset_and_left_alone() =>
        AssertNamed("world", () => WorldMark.Check(_folder.FullName, WorldMark.Sandbox));

    private void AssertNamed(string name, Action open)
    {
        string path = Path.Combine(_folder.FullName, name);
        byte[] text = [.. Enumerable.Repeat((byte)'x', 20 * 1024)];
        File.WriteAllBytes(path, text);

        var e = Assert.Throws<FatalException>(open);

        Assert.Equal(ExitCode.Corrupt, e.ExitCode);
        Assert.StartsWith(path + ": ", e.Message, StringComparison.Ordinal);
        Assert.Contains("offset 0", e.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllBytes(path));
    }
}
