using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Bingobot.Commands;
using Bingobot.Data;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Modules;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Tests.Commands;

public sealed partial class CompactCommandTests : IDisposable
{
    private const int Days = 30;
    private const int PerDay = 40;
    private readonly RecordedStream _stream = new();

    public void Dispose() => _stream.Dispose();

    [Fact]
    public async Task Nothing_sealed_is_nothing_to_compact()
    {
        await _stream.RecordAsync(20);

        Ran ran = (await _stream.RunAsync("compact")).Succeeded();

        Assert.Equal(["No segment is sealed yet: there is nothing to compact."], ran.Lines);
    }

    [Fact]
    public async Task Events_beyond_their_time_are_dropped_and_counted_by_type()
    {
        await RecordMonthAsync();
        string[] before = await MessagesAsync();
        string state = await ActivityAsync();

        Ran ran = (await _stream.RunAsync("compact")).Succeeded();

        long dropped = Number(DroppedType(), ran.Lines[0], "MessageReceived");
        Match sum = Sum().Match(ran.Lines[^2]);
        Assert.True(sum.Success, ran.Output);
        Assert.InRange(dropped, PerDay, (Days - 10) * PerDay);
        Assert.True(Number(sum, "dropped") >= dropped && Number(sum, "bytes") > dropped * 10, ran.Output);
        Assert.InRange(Number(sum, "after"), 1, Number(sum, "before") - 1);
        Assert.Equal("Kept beside the events, for replay cannot give it any more: the state of activity", ran.Lines[^1]);
        Assert.Equal(before[(int)dropped..], await MessagesAsync());
        Assert.Equal(state, await ActivityAsync());
        (await _stream.RunAsync("verify")).Succeeded();
    }

    [Fact]
    public async Task Module_that_is_stopped_keeps_its_events_and_is_named()
    {
        await RecordMonthAsync(new Foreigner(), stream => stream.PublishAsync(RecordedStream.FirstGuild, new Unreadable("nobody")).AsTask());
        string[] before = await MessagesAsync();

        Ran ran = (await _stream.RunAsync("compact")).Succeeded();

        string refusal = Assert.Single(ran.Lines, line => line.StartsWith("REFUSED", StringComparison.Ordinal));
        Assert.StartsWith("REFUSED for activity: ", refusal, StringComparison.Ordinal);
        Assert.Contains("MessageReceived", refusal, StringComparison.Ordinal);
        Assert.Contains("The module is stopped at event ", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(ran.Lines, line => DroppedType().IsMatch(line));
        Assert.Equal(before, await MessagesAsync());
    }

    [Fact]
    public async Task Folder_of_a_running_bot_is_left_alone()
    {
        await RecordMonthAsync();
        string[] before = await MessagesAsync();
        Ran ran;
        using (DataFolderLock.Take(_stream.Data))
            ran = await _stream.RunAsync("compact");

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Equal("", ran.Output);
        Assert.Equal(
            $"bingobot: {_stream.Data}: a bot runs on this data folder, and compacts by itself as data.compaction says. "
            + "To do it now, stop the bot first.\n",
            ran.Error);
        Assert.Equal(before, await MessagesAsync());
    }

    [Fact]
    public async Task Folder_that_is_not_there_is_refused_and_not_made()
    {
        Ran ran = await _stream.RunAsync("compact");

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains(_stream.Data, ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_stream.Data));
    }

    /// <summary>People write for a month, in segments that are small.</summary>
    private async Task RecordMonthAsync(IModule? other = null, Func<EventStream, Task>? end = null)
    {
        var clock = new FakeTimeProvider(RecordedStream.Start);
        IReadOnlyList<IModule> modules = other is null ? Bot.ModulesOf(ShippedModules.Create()) : [other];
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = DocumentLog.Open(
                StreamFiles.EventsFolder(_stream.Data), new DocumentLogOptions { SegmentBytes = DocumentLogOptions.LeastSegmentBytes }),
            Modules = modules,
            TimeProvider = clock,
        });
        for (int day = 0; day < Days; day++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            await Task.WhenAll(Enumerable.Range(0, PerDay).Select(i => stream.PublishAsync(
                RecordedStream.FirstGuild,
                new MessageReceived(new Snowflake((ulong)((day * PerDay) + i)), new Snowflake(500), new Snowflake(1 + (ulong)(i % 3)), Bot: false)).AsTask()));
        }

        if (end is not null)
            await end(stream);
    }

    private async Task<string[]> MessagesAsync() =>
        (await _stream.RunAsync("events", "--type", "MessageReceived", "--json")).Succeeded().Lines;

    private async Task<string> ActivityAsync()
    {
        string state = (await _stream.RunAsync("state", "--module", "activity", "--json")).Succeeded().Output;
        return JsonSerializer.Deserialize<JsonElement>(state).GetProperty("modules").GetProperty("activity").GetRawText();
    }

    private static long Number(Regex pattern, string line, string type)
    {
        Match match = pattern.Match(line);
        Assert.True(match.Success && match.Groups["type"].Value == type, line);
        return Number(match, "count");
    }

    private static long Number(Match match, string group) =>
        long.Parse(match.Groups[group].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<type>\w+) +(?<count>[\d,]+) dropped$")]
    private static partial Regex DroppedType();

    [GeneratedRegex(@"^(?<dropped>[\d,]+) events \((?<bytes>[\d,]+) bytes of JSON\) up to \d+ dropped, [\d,]+ kept; (?<before>\d+) segments became (?<after>\d+)$")]
    private static partial Regex Sum();

    internal sealed record Unreadable(string User);

    internal sealed record Nothing;

    /// <summary>Writes an event of another module's type that this one cannot read.</summary>
    private sealed class Foreigner : Module<Nothing>
    {
        private static readonly EventType<Unreadable> UserActive = new("UserActive", ForeignJson.Default.Unreadable);

        public override string Name => "foreigner";

        public override Nothing Empty { get; } = new();

        public override JsonTypeInfo<Nothing> StateJson => ForeignJson.Default.Nothing;

        public override void Configure(IModuleBuilder<Nothing> module) => module
            .Apply(UserActive, static (state, _, _) => state)
            .Apply(FrameworkEvents.MessageReceived, static (state, _, _) => state);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Unreadable))]
    [JsonSerializable(typeof(Nothing))]
    private sealed partial class ForeignJson : JsonSerializerContext;
}
