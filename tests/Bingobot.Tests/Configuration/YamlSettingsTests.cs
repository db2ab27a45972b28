using System.Net;
using Bingobot.Configuration;
using Bingobot.Discord.Gateway;
using CsCheck;

namespace Bingobot.Tests.Configuration;

public sealed class YamlSettingsTests
{
    private static BotConfiguration Read(string text, params (string Name, string Value)[] environment) =>
        YamlSettings.Read(
            "bot.yaml",
            text,
            new BotConfiguration(),
            name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    private static string ErrorOf(string text, params (string Name, string Value)[] environment)
    {
        var e = Assert.Throws<FatalException>(() => Read(text, environment));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        return e.Message;
    }

    [Fact]
    public void Flow_style_with_an_unquoted_reference_is_read()
    {
        const string Text = """
            discord: { token: ${DISCORD_TOKEN}, apiBaseUrl: "https://discord.com/api/v10", shards: auto }
            data:    { directory: ./elsewhere, retention: 3d, snapshots: 500, shadow: off }
            modules: { activity: { voiceMinutes: 7 }, votes: { duration: 90s, quorum: 4 }, challenges: { } }
            sandbox: { timeScale: 60, answerSeconds: 90 }            # 60: a minute passes in a second, sandbox only
            dashboard: { listen: "127.0.0.1:6000" }
            """;

        BotConfiguration read = Read(Text, ("DISCORD_TOKEN", "abc"));

        Assert.Equal("abc", read.Token?.Value);
        Assert.Equal("https://discord.com/api/v10", read.ApiBaseUrl.ToString());
        Assert.Null(read.Shards);
        Assert.Equal("./elsewhere", read.DataDirectory);
        Assert.Equal(TimeSpan.FromDays(3), read.Retention);
        Assert.Equal(500, read.SnapshotEvents);
        Assert.Null(read.ShadowInterval);
        Assert.Equal(7, read.VoiceMinutes);
        Assert.Equal(TimeSpan.FromSeconds(90), read.VoteDuration);
        Assert.Equal(4, read.VoteQuorum);
        Assert.Equal(60, read.TimeScale);
        Assert.Equal(TimeSpan.FromSeconds(90), read.AnswerWithin);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 6000), read.Listen);
    }

    [Theory]
    [InlineData("discord: { compression: zstd }", GatewayCompression.Zstd)]
    [InlineData("discord: { compression: zlib }", GatewayCompression.Zlib)]
    [InlineData("discord: { compression: none }", GatewayCompression.None)]
    [InlineData("discord: { shards: 2 }", GatewayCompression.Zstd)]
    public void Compression_is_read(string text, GatewayCompression compression) => Assert.Equal(compression, Read(text).Compression);

    [Fact]
    public void Retention_of_single_types_is_read()
    {
        BotConfiguration read = Read("data: { retention: 3d, retentionByType: { VoteCast: 30d, UserActive: forever, Beep: ${KEEP} } }", ("KEEP", "2h"));

        Assert.Equal(
            ["Beep for 02:00:00", "UserActive forever", "VoteCast for 30.00:00:00"],
            read.RetentionByType.Select(pair => $"{pair.Key} {pair.Value}"));
        Assert.Equal(Bingobot.Events.Retention.Days(3), read.RetentionOptions.Default);
    }

    [Theory]
    [InlineData("data:\n  retentionByType:\n    VoteCast: 10w\n", "bot.yaml:3:15: '10w' is not allowed for 'data.retentionByType.VoteCast': it is forever, or a duration from 1m to 3650d, such as 90s, 10m, 2h or 7d.")]
    [InlineData("data: { retentionByType: { VoteCast: 1s } }", "bot.yaml:1:38: '1s' is not allowed for 'data.retentionByType.VoteCast': it is forever, or a duration from 1m to 3650d, such as 90s, 10m, 2h or 7d.")]
    [InlineData("data: { retentionByType: 3 }", "bot.yaml:1:26: 'data.retentionByType' is a section; its keys are names of event types.")]
    [InlineData("data: { retentionByType: { A: 1d, A: 2d } }", "bot.yaml:1:35: 'data.retentionByType.A' is set twice; remove one of them.")]
    public void Retention_that_is_not_allowed_is_named_with_its_place(string text, string message) => Assert.Equal(message, ErrorOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("data:\n  retentionByType:\n")]
    [InlineData("# only a comment")]
    [InlineData("---\n")]
    [InlineData("discord:\n  token: ${DISCORD_TOKEN}\n")]
    [InlineData("discord:\n  token:\nmodules:\n  challenges:\ndata: ~\n")]
    public void Nothing_set_leaves_the_defaults(string text) => Assert.Equal(new BotConfiguration(), Read(text));

    [Theory]
    [InlineData("discord:\n  tokn: x\n", "bot.yaml:2:3: there is no key 'tokn' in 'discord'; allowed are token, apiBaseUrl, shards, compression. Did you mean 'token'?")]
    [InlineData("dta: 1\n", "bot.yaml:1:1: there is no key 'dta' in the configuration; allowed are discord, data, modules, sandbox, dashboard. Did you mean 'data'?")]
    [InlineData("modules:\n  challenges:\n    x: 1\n", "bot.yaml:3:5: there is no key 'x' in 'modules.challenges'; it has none yet.")]
    [InlineData("discord: { compression: gzip }", "bot.yaml:1:25: 'gzip' is not allowed for 'discord.compression': it is zstd, zlib or none.")]
    [InlineData("data: { snapshots: 5 }", "bot.yaml:1:20: '5' is not allowed for 'data.snapshots': it is off, or a whole number of events from 100 to 1000000000.")]
    [InlineData("data: { retention: 10w }", "bot.yaml:1:20: '10w' is not allowed for 'data.retention': it is a duration from 1m to 3650d, such as 90s, 10m, 2h or 7d.")]
    [InlineData("modules:\n  votes:\n    quorum: 0\n", "bot.yaml:3:13: '0' is not allowed for 'modules.votes.quorum': it is a whole number from 1 to 1000.")]
    [InlineData("modules:\n  votes:\n    quorum: [1]\n", "bot.yaml:3:13: 'modules.votes.quorum' is one value: a whole number from 1 to 1000.")]
    [InlineData("modules: 3", "bot.yaml:1:10: 'modules' is a section; its keys are activity, votes, challenges.")]
    [InlineData("sandbox:\n  timeScale: 1\n  timeScale: 2\n", "bot.yaml:3:3: 'sandbox.timeScale' is set twice; remove one of them.")]
    [InlineData("discord: { token: ${A}, shards: ${B} }", "bot.yaml:1:33: 'discord.shards' needs the environment variable B, which is not set.")]
    [InlineData("dashboard: { listen: 0.0.0.0:80 }", "bot.yaml:1:22: '0.0.0.0:80' is not allowed for 'dashboard.listen': it is a loopback address and a port, such as 127.0.0.1:5080 or localhost:5080.")]
    [InlineData("data: {}\n---\ndata: {}\n", "bot.yaml:2:1: a configuration is one YAML document; remove what follows '---'.")]
    [InlineData("sandbox:\n  timeScale: 1\ndata:\n\tretention: 1d\n", "bot.yaml:4:1: this is not YAML: While scanning a mapping, found invalid tab as indentation.")]
    [InlineData("discord.token: x", "bot.yaml:1:1: there is no key 'discord.token' in the configuration; allowed are discord, data, modules, sandbox, dashboard. Did you mean 'discord'?")]
    public void Mistake_is_named_with_place_and_what_is_allowed(string text, string message) =>
        Assert.Equal(message, ErrorOf(text));

    [Theory]
    [InlineData("discord: { token: [")]
    [InlineData("\tdata: 1")]
    [InlineData("data: *missing")]
    [InlineData("data: { directory: \"open")]
    [InlineData("? [a, b] : c")]
    [InlineData("\0\u0001")]
    public void Text_that_is_no_configuration_is_refused_with_its_place(string text) =>
        Assert.Matches(@"^bot\.yaml:\d+:\d+: .+", ErrorOf(text));

    [Fact]
    public void Secret_value_is_never_repeated()
    {
        string message = ErrorOf("discord: { token: \"two words\" }");

        Assert.DoesNotContain("two words", message, StringComparison.Ordinal);
        Assert.Contains("discord.token", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", Read("discord: { token: hidden }").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Value_of_a_variable_cannot_add_keys()
    {
        BotConfiguration read = Read("data:\n  directory: ${WHERE}\n", ("WHERE", "x\nsandbox: { timeScale: 9 }"));

        Assert.Equal(1, read.TimeScale);
        Assert.StartsWith("x\n", read.DataDirectory, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        string[] pieces =
        [
            "discord", "data", "token", "directory", ":", " ", "\n", "  ", "{", "}", "[", "]", ",", "\"", "'", "${A}", "${", "#",
            "&a", "*a", "!!int", "- ", "---\n", "...\n", "1", "|\n", "\t", "é", "?", "%YAML 9\n",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 30].Sample(
            indices =>
            {
                try
                {
                    Read(string.Concat(indices.Select(index => pieces[index])), ("A", "value"));
                }
                catch (FatalException)
                {
                }

                return true;
            },
            iter: 20_000);
    }
}
