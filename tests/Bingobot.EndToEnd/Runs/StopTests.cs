using System.Buffers.Binary;

namespace Bingobot.EndToEnd.Runs;

/// <summary>The program stops in good order when it is asked to, and goes on from there.</summary>
public sealed class StopTests
{
    private const int PageBytes = 4 * 1024;
    private const int DocumentsOffset = 4 * PageBytes;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bot_Signalled_StopsInGoodOrderAndResumes(bool interrupt)
    {
        using var folder = new TestFolder();
        string data = folder.Below("data");
        int port;
        await using (BotProcess bot = await BotProcess.StartAsync(data))
        {
            port = bot.Port;
            Assert.True((await bot.Sandbox.InvokeAsync("ada", "vote start", ("question", "Tea?"))).IsGood);
            Assert.Equal(0, interrupt ? await bot.InterruptAsync() : await bot.StopAsync());
            Assert.DoesNotContain(
                "Connecting", bot.Output[bot.Output.IndexOf("Closing the gateway", StringComparison.Ordinal)..], StringComparison.Ordinal);
            string hash = (await BotCommand.StateAsync(data)).GetProperty("hash").GetString()!;
            Assert.Contains($"state {hash}", bot.Output[bot.Output.IndexOf("Stopped at sequence", StringComparison.Ordinal)..], StringComparison.Ordinal);
        }

        AssertClosedCleanly(Directory.EnumerateFiles(Path.Combine(data, "events"), "*.events").Single());
        await BotCommand.VerifyAsync(data);

        await using (BotProcess bot = await BotProcess.StartAsync(data, port))
        {
            Assert.Contains("resuming: True", bot.Output, StringComparison.Ordinal);
            Answer list = await bot.Sandbox.InvokeAsync("grace", "vote list");
            Assert.Contains("Tea?", list.Message().Text, StringComparison.Ordinal);
            RecordedEvent[] events = await BotCommand.EventsAsync(data);
            Assert.Equal(2, events.Count(e => e.Type == "RuntimeStarted"));
            Assert.Single(events, e => e.Type == "SessionStarted");
            Assert.DoesNotContain(events, e => e.Type == "GapDetected");
        }
    }

    [Fact]
    public async Task Bot_StartedAgainOnAnotherPort_GoesOn()
    {
        using var folder = new TestFolder();
        string data = folder.Below("data");
        SandboxMessage vote;
        await using (BotProcess bot = await BotProcess.StartAsync(data))
        {
            vote = (await bot.Sandbox.InvokeAsync("ada", "vote start", ("question", "Tea?"))).Message();
            await bot.KillAsync();
        }

        await using (BotProcess bot = await BotProcess.StartAsync(data))
        {
            Answer pressed = await bot.Sandbox.PressAsync("ada", vote.Id, vote.Button("yes").CustomId);
            Assert.Contains("yes: 1 vote\n", pressed.Message().Content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Commands_BesideARunningBot_ReadWhatItRecords()
    {
        using var folder = new TestFolder();
        string data = folder.Below("data");
        await using BotProcess bot = await BotProcess.StartAsync(data);
        Assert.True((await bot.Sandbox.InvokeAsync("ada", "vote start", ("question", "Tea?"))).IsGood);
        RecordedEvent started = Assert.Single(
            RecordedEvent.ParseLines((await BotCommand.RunAsync(
                "events", "--data", data, "--json", "--type", "VoteStarted", "--where", "question=Tea?")).Good().Output));
        Assert.Equal("Tea?", started.Text("question"));
        await BotCommand.VerifyAsync(data);
        Assert.True((await bot.Sandbox.InvokeAsync("ada", "vote list")).IsGood);
    }

    /// <summary>That the file ends with its last useful byte, and its newest slot says that it was closed.</summary>
    private static void AssertClosedCleanly(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlyMemory<byte> newest = Enumerable.Range(0, 4)
            .Select(page => (ReadOnlyMemory<byte>)bytes.AsMemory(page * PageBytes, PageBytes))
            .MaxBy(slot => BinaryPrimitives.ReadUInt64LittleEndian(slot.Span[24..]));
        Assert.Equal(1, newest.Span[14]);
        Assert.Equal(bytes.LongLength, DocumentsOffset + BinaryPrimitives.ReadInt64LittleEndian(newest.Span[56..]));
    }
}
