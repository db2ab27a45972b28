using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.People;

public class CommandTests
{
    private const string Vote = """
        [{"name":"vote","description":"Votes","options":[
          {"type":1,"name":"start","description":"Starts one","options":[
            {"type":3,"name":"question","description":"What is asked","required":true,"max_length":100},
            {"type":4,"name":"quorum","description":"How many","min_value":1,"max_value":10},
            {"type":10,"name":"share","description":"How much","min_value":0.5},
            {"type":5,"name":"secret","description":"Whether"},
            {"type":6,"name":"by","description":"Who"},
            {"type":7,"name":"where","description":"Where","channel_types":[0]},
            {"type":3,"name":"mode","description":"How","choices":[{"name":"Fast","value":"f"},{"name":"Slow","value":"s"}]}]},
          {"type":1,"name":"list","description":"Lists them"}]}]
        """;

    private static async Task<SandboxHost> StartAsync()
    {
        SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Vote);
        return host;
    }

    private static Task<Answer> InvokeAsync(SandboxHost host, string command, string options) => host.PeopleAsync(
        "POST", "channels/general/commands", $$"""{"user":"ada","command":"{{command}}","options":{{options}}}""");

    [Fact]
    public async Task Command_WithOptions_ReachesTheBotWithTypedValuesAndWhomTheyName()
    {
        await using SandboxHost host = await StartAsync();
        await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":4,"data":{"content":"ok"}}""");

        Answer answer = await InvokeAsync(
            host, "/vote start", """{"secret":"true","question":"Pizza?","quorum":"3","share":0.75,"by":"grace","where":"general","mode":"fast"}""");

        Assert.Equal(200, answer.Status);
        JsonElement data = bot.Seen.Single().GetProperty("data");
        Assert.Equal("vote", data.GetProperty("name").GetString());
        JsonElement start = Assert.Single(data.GetProperty("options").EnumerateArray());
        Assert.Equal(("start", 1), (start.GetProperty("name").GetString(), start.GetProperty("type").GetInt32()));
        Dictionary<string, string> values = start.GetProperty("options").EnumerateArray()
            .ToDictionary(o => o.GetProperty("name").GetString()!, o => o.GetProperty("value").GetRawText());
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["question"] = "\"Pizza?\"",
                ["quorum"] = "3",
                ["share"] = "0.75",
                ["secret"] = "true",
                ["by"] = $"\"{host.UserId("grace")}\"",
                ["where"] = $"\"{host.General}\"",
                ["mode"] = "\"f\"",
            },
            values);
        JsonElement resolved = data.GetProperty("resolved");
        Assert.Equal("grace", resolved.GetProperty("users").GetProperty(host.UserId("grace")).GetProperty("username").GetString());
        Assert.True(resolved.GetProperty("members").TryGetProperty(host.UserId("grace"), out _));
        Assert.Equal("vote start", answer.Json.GetProperty("interaction_metadata").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("dance", "{}", 404, "/vote list, /vote start")]
    [InlineData("vote", "{}", 400, "needs a subcommand: /vote list, /vote start")]
    [InlineData("vote stop", "{}", 404, "/vote list")]
    [InlineData("vote start", "{}", 400, "\"question\" of \"/vote start\" is required")]
    [InlineData("vote start", """{"question":null}""", 400, "required")]
    [InlineData("vote start", """{"question":"q","when":"now"}""", 400, "it has question, quorum")]
    [InlineData("vote start", """{"question":["q"]}""", 400, "not a list")]
    [InlineData("vote start", """{"question":"LONG101"}""", 400, "at most 100 characters, not 101")]
    [InlineData("vote start", """{"question":"q","quorum":0}""", 400, "at least 1")]
    [InlineData("vote start", """{"question":"q","quorum":11}""", 400, "at most 10")]
    [InlineData("vote start", """{"question":"q","quorum":1.5}""", 400, "a whole number")]
    [InlineData("vote start", """{"question":"q","quorum":"many"}""", 400, "a whole number, not \"many\"")]
    [InlineData("vote start", """{"question":"q","secret":"maybe"}""", 400, "true or false")]
    [InlineData("vote start", """{"question":"q","by":"nobody"}""", 404, "there are bingobot, ada, grace, linus")]
    [InlineData("vote start", """{"question":"q","where":"voice"}""", 400, "another kind of channel")]
    [InlineData("vote start", """{"question":"q","mode":"odd"}""", 400, "one of Fast, Slow")]
    [InlineData("vote start", """[1]""", 400, "\"options\" is an object")]
    public async Task Command_ThatDiscordsClientWouldNotSend_IsRefusedAndNothingReachesTheBot(
        string command, string options, int status, string says)
    {
        await using SandboxHost host = await StartAsync();
        await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":4,"data":{"content":"ok"}}""");

        Answer answer = await InvokeAsync(
            host, command, options.Replace("LONG101", new string('x', 101), StringComparison.Ordinal));

        Assert.Equal(status, answer.Status);
        Assert.Contains(says, answer.Message, StringComparison.Ordinal);
        Assert.Empty(host.World.Interactions);
        Assert.Empty(bot.Seen);
    }

    [Fact]
    public async Task Command_WithATextOfMoreThan6000Characters_IsRefused()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync("""[{"name":"say","description":"Says","options":[{"type":3,"name":"what","description":"What"}]}]""");

        Answer answer = await InvokeAsync(host, "say", $$"""{"what":"{{new string('x', 10_000)}}"}""");

        Assert.Equal(400, answer.Status);
        Assert.Contains("at most 6000 characters, not 10000", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bingobot", 400, "ada, grace, linus")]
    [InlineData("nobody", 404, "there are")]
    public async Task Command_OfSomebodyWhoCannotAct_IsRefused(string user, int status, string says)
    {
        await using SandboxHost host = await StartAsync();

        Answer answer = await host.PeopleAsync(
            "POST", "channels/general/commands", $$"""{"user":"{{user}}","command":"vote list"}""");

        Assert.Equal(status, answer.Status);
        Assert.Contains(says, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""/vote start question:"Pizza, \"now\"?" mode:Fast""", "question=Pizza, \"now\"? mode=f")]
    [InlineData("/vote start question:Pizza or pasta quorum:2", "question=Pizza or pasta quorum=2")]
    [InlineData("vote  start question: spaced ", "question=spaced")]
    [InlineData("/vote startle", null)]
    [InlineData("/vote start question:\"open", null)]
    [InlineData("/vote start Pizza", null)]
    [InlineData("/vote start question:a question:b", null)]
    public async Task Line_AsItIsTyped_IsReadOrRefused(string line, string? expected)
    {
        await using SandboxHost host = await StartAsync();
        await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":4,"data":{"content":"ok"}}""");
        Task<BotAnswer> Type() =>
            host.Sandbox.TypeCommandAsync("general", "ada", line, TestContext.Current.CancellationToken);

        if (expected is null)
        {
            SandboxException e = await Assert.ThrowsAsync<SandboxException>(Type);
            Assert.Equal(400, e.Status);
            return;
        }

        await Type();
        IEnumerable<string> values = bot.Seen.Single().GetProperty("data").GetProperty("options")[0].GetProperty("options")
            .EnumerateArray().Select(o => $"{o.GetProperty("name")}={o.GetProperty("value")}");
        Assert.Equal(expected, string.Join(' ', values));
    }

    [Fact]
    public async Task Commands_Shown_AreOneForEachSubcommandWithTheirOptions()
    {
        await using SandboxHost host = await StartAsync();

        IReadOnlyList<CommandView> commands = host.Sandbox.GetCommands("Bingobot HQ");

        Assert.Equal(["vote list", "vote start"], commands.Select(c => c.Name));
        OptionView quorum = commands[1].Options[1];
        Assert.Equal(("quorum", OptionKind.WholeNumber, false, 1.0, 10.0), (quorum.Name, quorum.Kind, quorum.IsRequired, quorum.Min, quorum.Max));
        Assert.Equal(["Fast", "Slow"], commands[1].Options[6].Choices.Select(c => c.Name));
    }
}
