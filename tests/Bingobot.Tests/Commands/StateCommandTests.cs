using System.Text.Json;
using Bingobot.Commands;

namespace Bingobot.Tests.Commands;

public sealed class StateCommandTests : IAsyncLifetime
{
    private readonly RecordedStream _stream = new();

    public async ValueTask InitializeAsync() => await _stream.RecordAsync(10);

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement> JsonAsync(params string[] args) =>
        JsonSerializer.Deserialize<JsonElement>(Assert.Single((await _stream.RunAsync(["state", "--json", .. args])).Succeeded().Lines));

    private static JsonElement Activity(JsonElement report) => report.GetProperty("modules").GetProperty("activity");

    private static string[] Guilds(JsonElement report) =>
        [.. Activity(report).GetProperty("state").EnumerateObject().Select(guild => guild.Name)];

    [Fact]
    public async Task Json_has_sequence_hash_and_each_modules_hash_and_state()
    {
        JsonElement report = await JsonAsync();

        Assert.Equal(12, report.GetProperty("seq").GetInt64());
        Assert.Matches("^[0-9a-f]{32}$", report.GetProperty("hash").GetString());
        Assert.Superset(
            new HashSet<string> { "activity", "votes", "challenges" },
            report.GetProperty("modules").EnumerateObject().Select(module => module.Name).ToHashSet());
        Assert.All(report.GetProperty("modules").EnumerateObject(), module =>
        {
            Assert.Matches("^[0-9a-f]{32}$", module.Value.GetProperty("hash").GetString());
            Assert.Equal(JsonValueKind.Object, module.Value.GetProperty("state").ValueKind);
        });
        Assert.Equal(["41771983423143937", "9"], Guilds(report));
    }

    [Fact]
    public async Task At_is_the_state_that_there_was()
    {
        JsonElement before = await JsonAsync("--at", "12");
        await _stream.RecordAsync(5);
        JsonElement now = await JsonAsync();
        JsonElement then = await JsonAsync("--at", "12");

        Assert.Equal(before.GetRawText(), then.GetRawText());
        Assert.NotEqual(now.GetProperty("hash").GetString(), then.GetProperty("hash").GetString());
        Assert.Equal(18, now.GetProperty("seq").GetInt64());
        Assert.Empty(Guilds(await JsonAsync("--at", "2")));
        Assert.Equal(0, (await JsonAsync("--at", "0")).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Module_and_guild_narrow_what_is_shown_and_not_the_hashes()
    {
        JsonElement all = await JsonAsync();
        JsonElement one = await JsonAsync("--module", "activity", "--guild", "9");

        Assert.Equal(["activity"], one.GetProperty("modules").EnumerateObject().Select(module => module.Name));
        Assert.Equal(["9"], Guilds(one));
        Assert.Equal(all.GetProperty("hash").GetString(), one.GetProperty("hash").GetString());
        Assert.Equal(Activity(all).GetProperty("hash").GetString(), Activity(one).GetProperty("hash").GetString());
    }

    [Fact]
    public async Task Text_names_every_module_and_breaks_no_line()
    {
        Ran ran = (await _stream.RunAsync("state")).Succeeded();

        Assert.StartsWith("sequence 12  hash ", ran.Output, StringComparison.Ordinal);
        Assert.Contains(ran.Lines, line => line.StartsWith("activity, version 1, hash ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_from_snapshots_is_what_it_is_without()
    {
        JsonElement[] without = [await JsonAsync("--at", "12"), await JsonAsync()];
        await _stream.RecordAsync(5, snapshots: true);
        await _stream.RecordAsync(5, snapshots: true);
        Assert.NotEmpty(Directory.GetFiles(StreamFiles.SnapshotsFolder(_stream.Data), "activity.*.snapshot"));
        JsonElement now = await JsonAsync();
        JsonElement then = await JsonAsync("--at", "12");
        Directory.Delete(StreamFiles.SnapshotsFolder(_stream.Data), recursive: true);

        Assert.Equal((await JsonAsync()).GetRawText(), now.GetRawText());
        Assert.Equal(without[0].GetRawText(), then.GetRawText());
        Assert.Equal(24, now.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Diff_shows_path_before_and_after()
    {
        JsonElement diff = JsonSerializer.Deserialize<JsonElement>(Assert.Single(
            (await _stream.RunAsync("state", "--diff", "10", "12", "--module", "activity", "--guild", "9", "--json")).Succeeded().Lines));

        Assert.Equal(10, diff.GetProperty("from").GetInt64());
        Assert.Equal(12, diff.GetProperty("to").GetInt64());
        JsonElement[] changes = [.. diff.GetProperty("changes").EnumerateArray()];
        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.StartsWith("modules.activity.state.9.", change.GetProperty("path").GetString(), StringComparison.Ordinal));
        Assert.Contains(changes, change => change.TryGetProperty("before", out _) && change.TryGetProperty("after", out _));

        Ran text = (await _stream.RunAsync("state", "--diff", "12", "12")).Succeeded();
        Assert.Equal("from event 12 to event 12: 0 changes", text.Lines[0]);
        Assert.Equal(ExitCode.Usage, (await _stream.RunAsync("state", "--diff", "1", "99")).Code);
        Assert.Equal(ExitCode.Usage, (await _stream.RunAsync("state", "--diff", "1", "x")).Code);
        Assert.Equal(ExitCode.Usage, (await _stream.RunAsync("state", "--diff", "1")).Code);
    }

    [Theory]
    [InlineData("--at", "13", "--at: there is no event 13; the newest is 12.")]
    [InlineData("--module", "vote", "--module: there is no module 'vote'.")]
    public async Task What_there_is_not_is_a_usage_error(string option, string value, string message)
    {
        Ran ran = await _stream.RunAsync("state", option, value);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.StartsWith("bingobot: " + message, ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Output);
    }
}
