using System.Text.Json;
using Bingobot.Clock;
using Bingobot.Data;
using Bingobot.Hosting;

namespace Bingobot.Tests.Commands;

public sealed class EffectsCommandTests : IAsyncLifetime
{
    private readonly RecordedStream _stream = new();
    private string[] _ids = [];

    public async ValueTask InitializeAsync() => _ids = await _stream.RecordEffectsAsync(4);

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement[]> JsonAsync(params string[] args)
    {
        Ran ran = (await _stream.RunAsync(["effects", "--json", .. args])).Succeeded();
        return [.. ran.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private async Task<string[]> IdsAsync(params string[] args) =>
        [.. (await JsonAsync(args)).Select(effect => effect.GetProperty("id").GetString()!)];

    private async Task<string[]> TypesAsync()
    {
        Ran ran = (await _stream.RunAsync("events", "--json", "--type", "EffectRetried", "--type", "EffectDiscarded")).Succeeded();
        return [.. ran.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("type").GetString()!)];
    }

    [Fact]
    public async Task Json_is_an_object_a_line_with_these_names_in_this_order()
    {
        JsonElement[] effects = await JsonAsync();

        string[] names = ["id", "status", "seq", "time", "guild", "module", "kind", "key", "lane", "data"];
        Assert.Equal(["pending", "failed", "unknown", "failed"], effects.Select(effect => effect.GetProperty("status").GetString()));
        Assert.Equal(names, effects[0].EnumerateObject().Select(property => property.Name));
        Assert.All(effects[1..], effect => Assert.Equal(
            [.. names, "reason", "deadSeq", "deadTime"], effect.EnumerateObject().Select(property => property.Name)));
        Assert.Equal([_ids[3], _ids[0], _ids[1], _ids[2]], effects.Select(effect => effect.GetProperty("id").GetString()));
        Assert.Equal("no such\nchannel", effects[1].GetProperty("reason").GetString());
        Assert.Equal("interaction.respond", effects[1].GetProperty("kind").GetString());
        Assert.Equal("500", effects[1].GetProperty("data").GetProperty("channel").GetString());
    }

    [Fact]
    public async Task Pending_dead_and_guild_narrow()
    {
        Assert.Equal([_ids[3]], await IdsAsync("--pending"));
        Assert.Equal(_ids[..3], await IdsAsync("--dead"));
        Assert.Equal([_ids[3], _ids[1]], await IdsAsync("--guild", "9"));
        Assert.Empty(await IdsAsync("--guild", "10"));
    }

    [Fact]
    public async Task Retry_of_a_stream_of_the_sandbox_is_recorded_by_the_sandbox_s_clock()
    {
        string path = DataFolder.ClockIn(_stream.Data);
        using (ClockStore clock = ClockStore.Open(path, scale: 1, TimeProvider.System))
            await clock.AdvanceAsync(TimeSpan.FromDays(20 * 366), TestContext.Current.CancellationToken);

        (await _stream.RunAsync("effects", "retry", _ids[0])).Succeeded();

        Ran ran = (await _stream.RunAsync("events", "--json", "--type", "EffectRetried")).Succeeded();
        DateTimeOffset recorded = JsonSerializer.Deserialize<JsonElement>(Assert.Single(ran.Lines)).GetProperty("time").GetDateTimeOffset();
        Assert.True(recorded > TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(20 * 365), $"{recorded:O}");
    }

    [Fact]
    public async Task Text_is_a_line_for_each_and_the_counts()
    {
        Ran ran = (await _stream.RunAsync("effects", "--dead")).Succeeded();

        Assert.Equal(4, ran.Lines.Length);
        Assert.StartsWith($"failed   {_ids[0]}  2030-01-02 03:04:06.000", ran.Lines[0], StringComparison.Ordinal);
        Assert.Contains("no such channel", ran.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("1 pending, 3 dead letters at sequence ", ran.Lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_and_discard_without_a_bot_change_the_stream_and_execute_nothing()
    {
        Ran retried = (await _stream.RunAsync("effects", "retry", _ids[1])).Succeeded();
        Assert.Equal([$"{_ids[1]} pending again"], retried.Lines);
        Ran discarded = (await _stream.RunAsync("effects", "discard", _ids[0], "--reason", "channel gone")).Succeeded();
        Assert.Equal([$"{_ids[0]} discarded"], discarded.Lines);

        Assert.Equal([_ids[3], _ids[1]], await IdsAsync("--pending"));
        Assert.Equal([_ids[2]], await IdsAsync("--dead"));
        Assert.Equal(["EffectRetried", "EffectDiscarded"], await TypesAsync());
        (await _stream.RunAsync("verify")).Succeeded();
    }

    [Fact]
    public async Task All_means_all_and_none_is_no_mistake()
    {
        Ran all = (await _stream.RunAsync("effects", "discard", "--all")).Succeeded();
        Assert.Equal(_ids[..3].Select(id => $"{id} discarded"), all.Lines);

        Assert.Equal(["There are no dead letters."], (await _stream.RunAsync("effects", "retry", "--all")).Succeeded().Lines);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("-AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("-hAAAAAAAAAAAAAAAAAAAA", "--")]
    public async Task Id_that_is_no_dead_letter_is_told_and_the_others_are_done(string id, params string[] before)
    {
        Ran ran = await Ran.Async(
            ["effects", "retry", "--data", _stream.Data, "--config", _stream.Config, _ids[0], .. before, id, _ids[0]]);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Equal([$"{_ids[0]} pending again"], ran.Lines);
        Assert.StartsWith($"bingobot: {id} is no dead letter.", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_is_held_by_a_process_that_takes_no_requests_is_told()
    {
        using DataFolderLock held = DataFolderLock.Take(_stream.Data);

        Ran ran = await _stream.RunAsync("effects", "retry", "--all");

        Assert.Equal(ExitCode.Failure, ran.Code);
        Assert.Contains("could not be asked: it is starting or stopping. Try again in a moment", ran.Error, StringComparison.Ordinal);
        new ControlFile(new Uri("http://127.0.0.1:9"), "key").Write(_stream.Data);
        Ran nobody = await _stream.RunAsync("effects", "retry", "--all");
        Assert.Equal(ExitCode.Failure, nobody.Code);
        Assert.Contains("could not be asked", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(_ids[..3], await IdsAsync("--dead"));
    }
}
