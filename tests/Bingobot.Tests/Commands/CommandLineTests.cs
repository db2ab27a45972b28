namespace Bingobot.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("Required command was not provided.")]
    [InlineData("Unrecognized command or argument 'vote'.", "vote")]
    [InlineData("Unrecognized command or argument '--quick'.", "run", "--quick")]
    [InlineData("--port: '0' is not allowed; it is a whole number from 1 to 65535.", "run", "--port", "0")]
    [InlineData("--port: '65536' is not allowed; it is a whole number from 1 to 65535.", "run", "--port", "65536")]
    [InlineData("--port: 'http' is not allowed; it is a whole number from 1 to 65535.", "run", "--port", "http")]
    [InlineData("--data: a path is expected, and it is empty.", "run", "--data", "")]
    [InlineData("--from: '0' is not allowed; it is a whole number of 1 or more.", "events", "--from", "0")]
    [InlineData("--last: '1000001' is not allowed; it is a whole number from 1 to 1000000.", "events", "--last", "1000001")]
    [InlineData("--where: 'a' is not of the form name=value.", "events", "--where", "a")]
    [InlineData("--guild: '-1' is no id; a whole number such as 41771983423143937 is expected.", "events", "--guild", "-1")]
    [InlineData("Required argument missing for command: 'docs'.", "docs")]
    [InlineData("FILE: a path is expected, and it is empty.", "docs", "")]
    [InlineData("--last: '0' is not allowed; it is a whole number of 1 or more.", "docs", "x", "--last", "0")]
    [InlineData("--skip: 'a' is not allowed; it is a whole number of 0 or more.", "docs", "x", "--skip", "a")]
    [InlineData("--first and --last exclude each other.", "docs", "x", "--first", "1", "--last", "1")]
    [InlineData("--json is for the list, not for verify.", "docs", "x", "--json", "verify")]
    [InlineData("--to and --format exclude each other.", "docs", "x", "dump", "--to", "y", "--format", "raw")]
    [InlineData("--to and --number exclude each other.", "docs", "x", "dump", "--to", "y", "--number", "1")]
    [InlineData("--to: a path is expected, and it is empty.", "docs", "x", "dump", "--to", "")]
    [InlineData("Argument 'xml' not recognized.", "docs", "x", "dump", "--format", "xml")]
    [InlineData("--at: '-1' is not allowed; it is a whole number of 0 or more.", "state", "--at", "-1")]
    [InlineData("retry: name the ids of dead letters, or say --all for all of them.", "effects", "retry")]
    [InlineData("discard: name the ids of dead letters, or say --all for all of them.", "effects", "discard", "--all", "AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("'short' is no id of an effect; an id has 22 letters, digits, '-' or '_'.", "effects", "retry", "short")]
    [InlineData("'--reason' is no id of an effect", "effects", "retry", "--reason")]
    public async Task Mistake_is_named_and_returns_2(string message, params string[] args)
    {
        Ran ran = await Ran.Async(args);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains("bingobot: " + message, ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Output);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("state")]
    [InlineData("verify")]
    [InlineData("effects")]
    [InlineData("effects", "retry", "--all")]
    [InlineData("effects", "discard", "--all")]
    public async Task Folder_without_a_stream_is_named_and_not_made(params string[] command)
    {
        string nowhere = Path.Combine(Path.GetTempPath(), "bingobot-" + Path.GetRandomFileName());

        Ran ran = await Ran.Async([.. command, "--data", nowhere]);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.StartsWith($"bingobot: {nowhere}/events: there is no event stream.", ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    [Fact]
    public async Task Help_names_the_commands_and_hides_what_verify_uses()
    {
        Ran ran = (await Ran.Async("--help")).Succeeded();

        foreach (string command in (string[])["run", "events", "state", "effects", "verify", "docs"])
            Assert.Contains($"  {command} ", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("digests", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_in_the_configuration_is_told_with_line_and_column()
    {
        using var stream = new RecordedStream();
        await File.WriteAllTextAsync(stream.Config, "modules:\n  votes: { quorum: many }\n");

        Ran ran = await stream.RunAsync("state");

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.StartsWith($"bingobot: {stream.Config}:2:", ran.Error, StringComparison.Ordinal);
    }
}
