namespace Bingobot.EndToEnd.Runs;

/// <summary>A disk that does not keep what was written ends the program, and costs nothing of what was answered.</summary>
public sealed class StoreFailureTests
{
    private const int StoreFailed = 4;

    [Fact]
    public async Task Bot_WhoseDiskRefusesABarrier_EndsWith4NamesTheFileAndGoesOnAfterwards()
    {
        using var folder = new TestFolder();
        string data = folder.Below("data");
        string log = folder.Below("strace.log");
        int port;
        await using (BotProcess bot = await BotProcess.StartAsync(data))
        {
            port = bot.Port;
            Assert.True((await bot.Sandbox.InvokeAsync("ada", "vote start", ("question", "Tea?"))).IsGood);
            string segment = Directory.EnumerateFiles(Path.Combine(data, "events"), "*.events").Max(StringComparer.Ordinal)!;
            await using FailingCalls? calls = await FailingCalls.AttachAsync(bot.Id, segment, "fsync,fdatasync:error=EIO", log);
            if (calls is null)
                return;

            Assert.True((await bot.Sandbox.SayAsync("ada", "is this kept?")).IsGood);

            Assert.Equal(StoreFailed, await bot.WaitForExitAsync());
            Assert.Contains("(INJECTED)", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            string said = bot.Output.Split('\n').Single(line => line.StartsWith("bingobot: ", StringComparison.Ordinal));
            Assert.Contains(segment, said, StringComparison.Ordinal);
            Assert.Contains("Input/output error", said, StringComparison.Ordinal);
        }

        await using (BotProcess bot = await BotProcess.StartAsync(data, port))
        {
            Answer list = await bot.Sandbox.InvokeAsync("grace", "vote list");
            Assert.Contains("Tea?", list.Message().Text, StringComparison.Ordinal);
            Assert.Equal(0, await bot.StopAsync());
        }

        await BotCommand.VerifyAsync(data);
    }
}
