namespace Bingobot.EndToEnd.Runs;

/// <summary>The program says what is wrong, where, and how to mend it, and what is there stays as it is.</summary>
public sealed class RefusedStartTests(RunningBot running) : IClassFixture<RunningBot>, IDisposable
{
    private readonly TestFolder _folder = new();

    private BotProcess Running => running.Bot;

    private string RunningData => running.Data;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_DataFolderInUse_NamesTheFolderAndTheOwner()
    {
        (int code, string output) = await RunAsync(RunningData);
        Assert.Equal(2, code);
        Assert.Contains(RunningData, output, StringComparison.Ordinal);
        Assert.Contains($"process {Running.Id}", output, StringComparison.Ordinal);
        await AssertRunningWorksAsync();
    }

    [Fact]
    public async Task Run_PortInUse_NamesThePortAndTheOption()
    {
        (int code, string output) = await RunAsync(_folder.Below("other"), port: Running.Port);
        Assert.Equal(2, code);
        Assert.Contains($"Port {Running.Port}", output, StringComparison.Ordinal);
        Assert.Contains("--port", output, StringComparison.Ordinal);
        await AssertRunningWorksAsync();
    }

    [Fact]
    public async Task Run_WrongToken_IsRefusedByDiscordWithoutShowingTheToken()
    {
        const string Token = "MTk4NjIyNDgzNDcxOTI1MjQ4.wrong-on-purpose";
        (int code, string output) = await RunAsync(
            _folder.Below("wrong-token"),
            environment: new Dictionary<string, string>
            {
                ["DISCORD_TOKEN"] = Token,
                ["BINGOBOT__DISCORD__APIBASEURL"] = $"{Running.Address}api/v10",
            });
        Assert.Equal(5, code);
        Assert.Contains("token", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("MTk4", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-on-purpose", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        await AssertRunningWorksAsync();
    }

    [Theory]
    [InlineData("discord: { tokn: x }", ":1:12", "Did you mean 'token'?")]
    [InlineData("modules:\n  votes:\n    quorum: none\n", ":3:13", "whole number")]
    [InlineData("sandbox:\n\ttimeScale: 1\n", ":2:1", "tab")]
    [InlineData("dashboard: { listen: \"0.0.0.0:80\" }", ":1:22", "loopback")]
    public async Task Run_BadConfiguration_NamesFileLineAndColumn(string config, string place, string hint)
    {
        string file = _folder.Write("bad.yaml", config);
        BotCommandResult result = await BotCommand.RunAsync("run", "--data", _folder.Below("bad"), "--config", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(file + place, result.Error, StringComparison.Ordinal);
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Below("bad")));
    }

    [Theory]
    [InlineData("--no-such-option", "run", "--no-such-option")]
    [InlineData("--port", "run", "--port", "65536")]
    [InlineData("vote", "vote")]
    [InlineData("--last", "events", "--last", "0")]
    [InlineData("--guild", "state", "--guild", "x")]
    [InlineData("there is no event stream", "state", "--data", "/nonexistent")]
    [InlineData("/nonexistent.yaml", "run", "--config", "/nonexistent.yaml")]
    public async Task Program_BadArguments_SaysWhich(string hint, params string[] arguments)
    {
        BotCommandResult result = await BotCommand.RunAsync(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DataPathIsAFile_SaysSo()
    {
        string file = _folder.Write("file", "mine");
        (int code, string output) = await RunAsync(file);
        Assert.Equal(2, code);
        Assert.Contains(file, output, StringComparison.Ordinal);
        Assert.Contains("--data", output, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_NoPermissionToWrite_SaysSo()
    {
        string data = Environment.UserName == "root" ? "/sys/bingobot" : ReadOnlyFolder();
        (int code, string output) = await RunAsync(data);
        Assert.Equal(2, code);
        Assert.Contains(data, output, StringComparison.Ordinal);
        Assert.Contains("permission", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EventsFileIsNoStore_SaysWhereAndLeavesIt()
    {
        string data = _folder.Below("no-store");
        string file = Path.Combine(data, "events", "00000000000000000001.events");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        byte[] text = [.. Enumerable.Repeat("This is no store. "u8.ToArray(), 4_000).SelectMany(bytes => bytes)];
        await File.WriteAllBytesAsync(file, text, TestContext.Current.CancellationToken);
        await AssertCorruptAsync(data, file);
    }

    [Theory]
    [InlineData("events/00000000000000000001.events")]
    [InlineData("sandbox/world.journal")]
    public async Task Run_HalfAStore_SaysWhereAndLeavesIt(string name)
    {
        string data = _folder.Below("half");
        await using (BotProcess bot = await BotProcess.StartAsync(data))
        {
            Assert.True((await bot.Sandbox.InvokeAsync("ada", "vote start", ("question", "Tea?"))).IsGood);
            Assert.Equal(0, await bot.StopAsync());
        }

        const int SlotsBytes = 16 * 1024;
        string file = Path.Combine(data, name);
        using (FileStream stream = File.OpenWrite(file))
            stream.SetLength(SlotsBytes + ((stream.Length - SlotsBytes) / 2));
        await AssertCorruptAsync(data, file, commandsToo: name.StartsWith("events", StringComparison.Ordinal));
    }

    private static async Task AssertCorruptAsync(string data, string file, bool commandsToo = true)
    {
        byte[] before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        (int code, string output) = await RunAsync(data);
        AssertTold(code, output, file);
        foreach (string command in (string[])(commandsToo ? ["events", "state", "verify"] : []))
        {
            BotCommandResult result = await BotCommand.RunAsync(command, "--data", data);
            AssertTold(result.ExitCode, result.Error, file);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    private static void AssertTold(int code, string output, string file)
    {
        Assert.True(code == 3, $"Exit code {code}: {output}");
        Assert.Contains(Path.GetFileName(file), output, StringComparison.Ordinal);
        Assert.Contains("offset", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private async Task AssertRunningWorksAsync() =>
        Assert.True((await Running.Sandbox.InvokeAsync("ada", "vote list")).IsGood);

    private static async Task<(int Code, string Output)> RunAsync(
        string data, int? port = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using BotProcess bot = BotProcess.Launch(data, port, environment: environment);
        return (await bot.WaitForExitAsync(), bot.Output);
    }

    private string ReadOnlyFolder()
    {
        string path = _folder.Below("read-only");
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
