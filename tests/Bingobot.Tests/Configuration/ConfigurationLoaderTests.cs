using Bingobot.Configuration;

namespace Bingobot.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-config-");

    public void Dispose() => _folder.Delete(recursive: true);

    private BotConfiguration Load(
        string? file = null, string? data = null, params (string Name, string Value)[] environment) =>
        new ConfigurationLoader(
            _folder.FullName, environment.ToDictionary(variable => variable.Name, variable => variable.Value)).Load(file, data);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private string Below(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public void No_file_gives_the_defaults_and_data_below_the_working_directory() =>
        Assert.Equal(new BotConfiguration { DataDirectory = Below("data") }, Load());

    [Fact]
    public void Sample_file_says_the_defaults()
    {
        string sample = Path.Combine(TestFolders.Repository(), "config.yaml");

        BotConfiguration read = Load(sample);

        Assert.Equal(
            new BotConfiguration { DataDirectory = Path.Combine(TestFolders.Repository(), "data") }, read);
    }

    [Fact]
    public void Missing_file_that_was_asked_for_is_an_error()
    {
        var e = Assert.Throws<FatalException>(() => Load("nowhere.yaml"));

        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.StartsWith(Below("nowhere.yaml") + ": there is no such file.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_in_place_of_a_file_is_an_error() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<FatalException>(() => Load(_folder.FullName)).ExitCode);

    [Fact]
    public void Relative_directory_is_relative_to_the_file()
    {
        Write("etc/bot.yaml", "data: { directory: ./kept }");

        Assert.Equal(Below("etc/kept"), Load("etc/bot.yaml").DataDirectory);
        Assert.Equal(Below("mine"), Load("etc/bot.yaml", "mine").DataDirectory);
    }

    [Fact]
    public void Home_is_where_file_and_data_are_looked_for()
    {
        Write("home/config.yaml", "sandbox: { timeScale: 5 }");

        BotConfiguration read = Load(null, null, ("BINGOBOT_HOME", "home"));

        Assert.Equal(5, read.TimeScale);
        Assert.Equal(Below("home/data"), read.DataDirectory);
    }

    [Fact]
    public void Environment_wins_over_the_file_and_the_command_line_over_both()
    {
        Write("config.yaml", "data: { directory: a }\nsandbox: { timeScale: 5 }");
        (string, string)[] environment =
            [("BINGOBOT__DATA__DIRECTORY", "b"), ("bingobot__sandbox__timescale", "7"), ("BINGOBOT__DATA__RETENTION", "")];

        Assert.Equal(Below("b"), Load(null, null, environment).DataDirectory);
        Assert.Equal(7, Load(null, null, environment).TimeScale);
        Assert.Equal(Below("c"), Load(null, "c", environment).DataDirectory);
    }

    [Fact]
    public void Token_of_the_environment_counts_without_being_named_in_the_file()
    {
        Assert.Equal("t", Load(null, null, ("DISCORD_TOKEN", "t")).Token?.Value);
        Assert.Null(Load(null, null, ("DISCORD_TOKEN", "")).Token);
        Write("config.yaml", "discord: { token: mine }");
        Assert.Equal("mine", Load(null, null, ("DISCORD_TOKEN", "t")).Token?.Value);
        Assert.Equal("over", Load(null, null, ("BINGOBOT__DISCORD__TOKEN", "over")).Token?.Value);
    }

    [Theory]
    [InlineData("BINGOBOT__DATA__DIR", "x", "environment: there is no setting for the variable BINGOBOT__DATA__DIR;")]
    [InlineData("BINGOBOT__SANDBOX__TIMESCALE", "fast", "environment variable BINGOBOT__SANDBOX__TIMESCALE: 'fast' is not allowed")]
    [InlineData("BINGOBOT__DATA__RETENTIONBYTYPE__VoteCast", "long", "environment variable BINGOBOT__DATA__RETENTIONBYTYPE__VoteCast: 'long' is not allowed for 'data.retentionByType.VoteCast'")]
    [InlineData("DISCORD_TOKEN", "a b", "environment variable DISCORD_TOKEN: the value is not allowed")]
    public void Bad_variable_is_named(string name, string value, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<FatalException>(() => Load(null, null, (name, value))).Message, StringComparison.Ordinal);
}
