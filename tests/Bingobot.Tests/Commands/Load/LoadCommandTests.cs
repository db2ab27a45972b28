using Bingobot.Commands;

namespace Bingobot.Tests.Commands.Load;

public class LoadCommandTests
{
    [Theory]
    [InlineData("--mix", "pizza")]
    [InlineData("--guilds", "0")]
    [InlineData("--rate", "-1")]
    [InlineData("--seconds", "soon")]
    public async Task Option_OutsideOfWhatIsAllowed_IsRefused(string option, string value)
    {
        (int code, string error) = await RunAsync("load", option, value);

        Assert.Equal((int)ExitCode.Usage, code);
        Assert.Contains(option, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WithSomethingInIt_IsRefusedAndLeftAlone()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bingobot-load-");
        try
        {
            string file = Path.Combine(folder.FullName, "precious");
            await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);

            (int code, string error) = await RunAsync("load", "--data", folder.FullName);

            Assert.Equal((int)ExitCode.Usage, code);
            Assert.Contains("new or empty folder", error, StringComparison.Ordinal);
            Assert.Equal([file], Directory.GetFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        using var error = new StringWriter();
        return (await CommandTable.RunAsync(arguments, TextWriter.Null, error), error.ToString());
    }
}
