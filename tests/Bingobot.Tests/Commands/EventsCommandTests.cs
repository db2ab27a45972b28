using System.Globalization;
using System.Text.Json;

namespace Bingobot.Tests.Commands;

public sealed class EventsCommandTests : IAsyncLifetime
{
    private const int Messages = 12;
    private readonly RecordedStream _stream = new();

    public async ValueTask InitializeAsync() => await _stream.RecordAsync(Messages);

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement[]> JsonAsync(params string[] args)
    {
        Ran ran = (await _stream.RunAsync(["events", "--json", .. args])).Succeeded();
        return [.. ran.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static long Sequence(JsonElement e) => e.GetProperty("seq").GetInt64();

    [Fact]
    public async Task Json_is_an_object_a_line_with_these_names_in_this_order()
    {
        JsonElement[] events = await JsonAsync();

        Assert.All(events, e => Assert.Equal(
            ["seq", "time", "guild", "type", "data"], e.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(Enumerable.Range(1, events.Length).Select(i => (long)i), events.Select(Sequence));
        JsonElement message = events.First(e => e.GetProperty("type").GetString() == "MessageReceived");
        Assert.Equal(RecordedStream.FirstGuild.ToString(CultureInfo.InvariantCulture), message.GetProperty("guild").GetString());
        Assert.Equal(RecordedStream.Start.AddSeconds(1), message.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("1000", message.GetProperty("data").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Types_are_alternatives_and_an_unknown_one_shows_nothing()
    {
        JsonElement[] events = await JsonAsync("--type", "StreamCreated", "--type", "MessageReceived");

        Assert.Equal(1 + Messages, events.Length);
        Assert.Empty(await JsonAsync("--type", "messagereceived"));
    }

    [Fact]
    public async Task Guild_and_where_narrow_together()
    {
        JsonElement[] events = await JsonAsync("--guild", "9", "--where", "author=2", "--type", "MessageReceived");

        Assert.Equal(["1001", "1007"], events.Select(e => e.GetProperty("data").GetProperty("message").GetString()));
        Assert.Empty(await JsonAsync("--where", "author=2", "--where", "author=3"));
    }

    [Fact]
    public async Task From_and_last_cut_what_matches()
    {
        JsonElement[] all = await JsonAsync();

        Assert.Equal(all[^3..].Select(Sequence), (await JsonAsync("--last", "3")).Select(Sequence));
        Assert.Equal(all[4..].Select(Sequence), (await JsonAsync("--from", "5")).Select(Sequence));
        Assert.Equal(all.Select(Sequence), (await JsonAsync("--last", "1000")).Select(Sequence));
        Assert.Empty(await JsonAsync("--from", "1000000"));
    }

    [Fact]
    public async Task To_limit_and_newest_first_choose_and_order()
    {
        JsonElement[] all = await JsonAsync();

        Assert.Equal(all[2..7].Select(Sequence), (await JsonAsync("--from", "3", "--to", "7")).Select(Sequence));
        Assert.Equal(all[..4].Select(Sequence), (await JsonAsync("--limit", "4")).Select(Sequence));
        Assert.Equal(all.Reverse().Select(Sequence), (await JsonAsync("--newest-first")).Select(Sequence));
        Assert.Equal(all[^2..].Reverse().Select(Sequence), (await JsonAsync("--newest-first", "--limit", "2")).Select(Sequence));
        Assert.Equal(all[^2..].Reverse().Select(Sequence), (await JsonAsync("--newest-first", "--last", "2")).Select(Sequence));
    }

    [Theory]
    [InlineData("2030-01-02T03:04:10Z", "2030-01-02 03:04:12")]
    [InlineData("2030-01-02T05:04:10+02:00", "2030-01-02T03:04:12.5")]
    public async Task Since_and_until_are_times(string since, string until)
    {
        JsonElement[] events = await JsonAsync("--since", since, "--until", until);

        Assert.Equal(["1004", "1005", "1006"], events.Select(e => e.GetProperty("data").GetProperty("message").GetString()));
    }

    [Fact]
    public void Moment_is_an_age_too()
    {
        DateTimeOffset now = RecordedStream.Start;

        Assert.True(Bingobot.Commands.CommonOptions.TryParseMoment("1h30m", now, out DateTimeOffset time));
        Assert.Equal(now.AddMinutes(-90), time);
        Assert.True(Bingobot.Commands.CommonOptions.TryParseMoment("2030-01-02", now, out time));
        Assert.Equal(now.Date, time.UtcDateTime);
        Assert.False(Bingobot.Commands.CommonOptions.TryParseMoment("02.01.2030", now, out _));
    }

    [Theory]
    [InlineData("--since", "yesterday")]
    [InlineData("--until", "2030-13-01")]
    [InlineData("--since", "")]
    public async Task Time_that_is_none_is_named(string option, string text)
    {
        Ran ran = await _stream.RunAsync("events", option, text);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains($"{option}: '{text}' is no time", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--follow", "--newest-first")]
    [InlineData("--follow", "--limit", "3")]
    [InlineData("--last", "3", "--limit", "3")]
    public async Task Options_that_contradict_each_other_are_refused(params string[] options)
    {
        Ran ran = await _stream.RunAsync(["events", .. options]);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains("cannot be combined", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_is_a_line_for_each_event_whatever_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Ran ran = (await _stream.RunAsync("events", "--type", "MessageReceived", "--last", "1")).Succeeded();

            string line = Assert.Single(ran.Lines);
            Assert.Contains("2030-01-02 03:04:17.000  9 ", line, StringComparison.Ordinal);
            Assert.EndsWith("""{"message":"1011","channel":"500","author":"3","bot":false}""", line, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Broken_pipe_ends_it_quietly()
    {
        using var error = new StringWriter();
        await using var closed = new ClosedPipe();

        int code = await Bingobot.Commands.CommandTable.RunAsync(
            ["events", "--follow", "--data", _stream.Data, "--config", _stream.Config], closed, error);

        Assert.Equal(0, code);
        Assert.Equal("", error.ToString());
    }

    private sealed class ClosedPipe : StringWriter
    {
        public override Task FlushAsync() => throw new IOException("Broken pipe", 32);
    }
}
