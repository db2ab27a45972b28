using System.Globalization;
using System.Text;
using System.Text.Json;
using Bingobot.Commands;
using Bingobot.Events;

namespace Bingobot.Tests.Commands;

public sealed class ExportImportTests : IAsyncLifetime
{
    private readonly RecordedStream _stream = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-export-");

    private string Exported => Path.Combine(_folder.FullName, "stream.ndjson");

    private string NewData => Path.Combine(_folder.FullName, "new", "data");

    public async ValueTask InitializeAsync() => await _stream.RecordAsync(12);

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Stream_that_is_exported_and_imported_is_the_same_to_the_byte()
    {
        await AppendOddEventsAsync();
        Ran export = (await _stream.RunAsync("export", Exported)).Succeeded();
        Assert.Contains("events up to sequence ", export.Output, StringComparison.Ordinal);

        Ran import = (await ImportAsync()).Succeeded();

        Assert.Equal(Show(_stream.Data), Show(NewData));
        string state = (await _stream.RunAsync("state", "--json")).Succeeded().Output;
        string hash = JsonDocument.Parse(state).RootElement.GetProperty("hash").GetString()!;
        Assert.Contains($"state {hash} at sequence ", import.Output, StringComparison.Ordinal);
        Assert.Equal(state, (await Ran.Async("state", "--json", "--data", NewData, "--config", _stream.Config)).Succeeded().Output);
        Ran again = (await Ran.Async("export", Exported + ".2", "--data", NewData, "--config", _stream.Config)).Succeeded();
        Assert.Equal(await File.ReadAllBytesAsync(Exported), await File.ReadAllBytesAsync(Exported + ".2"));
        Assert.Empty(again.Error);
    }

    /// <summary>An event type that no module declares is kept, shown, and does not hinder a replay.</summary>
    [Fact]
    public async Task Event_of_an_unknown_type_goes_along_and_is_shown_raw()
    {
        await AppendOddEventsAsync();
        string before = (await _stream.RunAsync("events", "--type", "FromTheFuture", "--json")).Succeeded().Output;
        (await _stream.RunAsync("export", Exported)).Succeeded();
        (await ImportAsync()).Succeeded();

        string after = (await Ran.Async("events", "--type", "FromTheFuture", "--json", "--data", NewData, "--config", _stream.Config)).Succeeded().Output;

        Assert.Equal(2, before.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"data\":{\"a\":1,\"b\":\"ä\"}", before, StringComparison.Ordinal);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Imported_folder_is_one_that_a_bot_goes_on_with()
    {
        (await _stream.RunAsync("export", Exported)).Succeeded();
        (await ImportAsync()).Succeeded();
        long last = Events(NewData)[^1].Sequence;

        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = DocumentLog.Open(StreamFiles.EventsFolder(NewData)),
            Modules = StreamFiles.Modules(),
        });

        Assert.Equal(last + 1, stream.Capture().Sequence);
        Assert.Equal(Events(_stream.Data)[0].Data.ToArray(), Events(NewData)[0].Data.ToArray());
    }

    [Fact]
    public async Task Export_to_the_output_is_nothing_but_the_lines()
    {
        (await _stream.RunAsync("export", Exported)).Succeeded();
        using var bytes = new MemoryStream();
        await using var output = new StreamWriter(bytes);

        int code = await CommandTable.RunAsync(
            ["export", "-", "--data", _stream.Data, "--config", _stream.Config], output, TextWriter.Null);

        Assert.Equal(0, code);
        Assert.Equal(await File.ReadAllBytesAsync(Exported), bytes.ToArray());
    }

    [Fact]
    public async Task Export_beside_a_writer_shows_what_is_durable()
    {
        await using DocumentLog writer = DocumentLog.Open(StreamFiles.EventsFolder(_stream.Data));

        (await _stream.RunAsync("export", Exported)).Succeeded();

        Assert.Equal(writer.LastSequence, (await File.ReadAllLinesAsync(Exported)).Length);
    }

    [Fact]
    public async Task Export_never_writes_over_a_file()
    {
        await File.WriteAllTextAsync(Exported, "mine");

        Ran ran = await _stream.RunAsync("export", Exported);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains("this exists already", ran.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Exported));
    }

    [Theory]
    [InlineData("{", "stream.ndjson, line 5: one JSON object was expected")]
    [InlineData("[]", "line 5: expected is a JSON object")]
    [InlineData("""{"seq":5}""", "line 5: expected is \"time\", which is missing")]
    [InlineData("""{"seq":5,"tme":1}""", "not \"tme\"")]
    [InlineData("""{"seq":7,"time":"2030-01-03T00:00:00Z","guild":"0","type":"A","data":{}}""", "line 5: events 5 to 6 are missing before this one")]
    [InlineData("""{"seq":4,"time":"2030-01-03T00:00:00Z","guild":"0","type":"A","data":{}}""", "line 5: sequence 5 was expected, not 4")]
    [InlineData("""{"seq":5,"time":"2029-01-03T00:00:00Z","guild":"0","type":"A","data":{}}""", "line 5: a time was expected that is not before")]
    [InlineData("""{"seq":5,"time":"soon","guild":"0","type":"A","data":{}}""", "line 5: expected is \"time\" with a time as ")]
    [InlineData("""{"seq":5,"time":"2030-01-03T00:00:00Z","guild":0,"type":"A","data":{}}""", "line 5: expected is \"guild\" with a whole number as text")]
    [InlineData("""{"seq":5,"time":"2030-01-03T00:00:00Z","guild":"0","type":"","data":{}}""", "line 5: expected is \"type\" with the name")]
    [InlineData("""{"seq":5,"time":"2030-01-03T00:00:00Z","guild":"0","type":"A","version":0,"data":{}}""", "\"version\" with a whole number of at least 1 and at most 65535")]
    [InlineData("""{"seq":5,"time":"2030-01-03T00:00:00Z","guild":"0","type":"A"}""", "line 5: expected is \"data\"")]
    [InlineData("""{"seq":5,"time":"2030-01-03T00:00:00Z","guild":"0","type":"A","dataBase64":"Lg=="}""", "line 5: the event's data is no JSON")]
    [InlineData("""{"seq":5,"time":"2030-01-03T00:00:00Z","guild":"0","type":"A","data":{},"cursor":{"source":"a"}}""", "line 5: expected is \"cursor\" with")]
    public async Task Line_that_is_no_event_is_named_and_nothing_is_left_behind(string line, string complaint)
    {
        (await _stream.RunAsync("export", Exported)).Succeeded();
        string[] lines = await File.ReadAllLinesAsync(Exported);
        lines[4] = line;
        await File.WriteAllLinesAsync(Exported, lines);

        Ran ran = await ImportAsync();

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains(complaint, ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "new")));
    }

    [Fact]
    public async Task File_without_its_first_event_or_any_is_refused()
    {
        (await _stream.RunAsync("export", Exported)).Succeeded();
        string[] lines = await File.ReadAllLinesAsync(Exported);
        await File.WriteAllTextAsync(Exported, lines[1].Replace("\"seq\":2", "\"seq\":1", StringComparison.Ordinal));
        Assert.Contains("line 1: the first event of a stream was expected, StreamCreated", (await ImportAsync()).Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Exported, "\n\n");
        Assert.Contains("there is no event in it", (await ImportAsync()).Error, StringComparison.Ordinal);

        File.Delete(Exported);
        Assert.Contains("there is no such file", (await ImportAsync()).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(NewData));
    }

    [Fact]
    public async Task Folder_that_is_in_use_is_left_alone()
    {
        (await _stream.RunAsync("export", Exported)).Succeeded();
        string before = Show(_stream.Data);

        Ran ran = await _stream.RunAsync("import", Exported);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains("it holds events", ran.Error, StringComparison.Ordinal);
        Assert.Equal(before, Show(_stream.Data));
    }

    [Fact]
    public async Task Folder_that_exists_is_empty_again_after_a_failure_and_takes_the_next()
    {
        Directory.CreateDirectory(Path.Combine(NewData, "events.importing"));
        await File.WriteAllTextAsync(Path.Combine(NewData, "events.importing", "00000000000000000001.events"), "left by a crash");
        await File.WriteAllTextAsync(Exported, "{");

        Ran refused = await ImportAsync();

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Empty(Directory.GetFileSystemEntries(NewData));
        File.Delete(Exported);
        (await _stream.RunAsync("export", Exported)).Succeeded();
        (await ImportAsync()).Succeeded();
        Assert.Equal(Show(_stream.Data), Show(NewData));
    }

    /// <summary>A module that an event stops is named by state; the others run on; what was imported shows the same.</summary>
    [Fact]
    public async Task Event_that_a_module_cannot_take_stops_it_by_name_in_state()
    {
        long last = Events(_stream.Data)[^1].Sequence;
        await AppendAsync(
            new Recorded(last + 1, RecordedStream.Start.AddDays(1), 9, "MessageReceived", """{"message":[]}"""u8.ToArray(), null),
            new Recorded(last + 2, RecordedStream.Start.AddDays(1), 9, "VoteCast", """{"vote":"v"}"""u8.ToArray(), null) { TypeVersion = 7 });

        Ran ran = (await _stream.RunAsync("state")).Succeeded();

        Assert.Contains($"STOPPED at event {last + 1} (MessageReceived): UnreadableEventException: ", ran.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"STOPPED at event {last + 2} (VoteCast): UnreadableEventException: VoteCast was recorded in version 7, and this program knows it up to version 1.",
            ran.Output, StringComparison.Ordinal);
        Assert.Equal(2, ran.Output.Split("STOPPED").Length - 1);
    }

    [Fact]
    public async Task Event_of_the_runtime_that_a_newer_program_wrote_ends_the_replay()
    {
        long last = Events(_stream.Data)[^1].Sequence;
        await AppendAsync(new Recorded(last + 1, RecordedStream.Start.AddDays(1), 0, "RuntimeStarted", "{}"u8.ToArray(), null) { TypeVersion = 2 });

        Ran ran = await _stream.RunAsync("state");

        Assert.Equal(ExitCode.Failure, ran.Code);
        Assert.Contains($"Event {last + 1} cannot be read: RuntimeStarted was recorded in version 2", ran.Error, StringComparison.Ordinal);
    }

    private Task<Ran> ImportAsync() => Ran.Async("import", Exported, "--data", NewData, "--config", _stream.Config);

    /// <summary>What only a foreign program or another version writes: unknown types, versions, white space, cursors.</summary>
    private async Task AppendOddEventsAsync()
    {
        long last = Events(_stream.Data)[^1].Sequence;
        DateTimeOffset time = RecordedStream.Start.AddDays(1).AddTicks(1_234_567);
        await AppendAsync(
            new Recorded(last + 1, time, ulong.MaxValue, "FromTheFuture", """{"a":1,"b":"\u00E4"}"""u8.ToArray(), null) { TypeVersion = 65_535 },
            new Recorded(last + 2, time.AddTicks(1), 0, "FromTheFuture", Encoding.UTF8.GetBytes("{\n  \"pretty\": true,\r\n \"x\": 1.50 }\n"), new Cursor("gateway/0", "s\"\\", "wss://ä", -5)),
            new Recorded(last + 3, time.AddTicks(1), 0, "Nested", Encoding.UTF8.GetBytes(new string('[', 60) + new string(']', 60)), null),
            new Recorded(last + 4, time.AddTicks(2), 9, "Wörter 💬", """[1,2, 3]"""u8.ToArray(), null));
    }

    private async Task AppendAsync(params Recorded[] events)
    {
        await using DocumentLog log = DocumentLog.Open(StreamFiles.EventsFolder(_stream.Data));
        await log.AppendAsync(events);
    }

    private static List<Recorded> Events(string data)
    {
        using DocumentLogReader reader = new(data);
        return reader.All;
    }

    private static string Show(string data) => string.Join('\n', Events(data).Select(e => string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Sequence} {e.Time.UtcTicks} {e.Partition} {e.Type} {e.TypeVersion} {e.Cursor} {Convert.ToHexString(e.Data.Span)}")));

    private sealed class DocumentLogReader : IDisposable
    {
        private readonly DocumentLog _log;

        public DocumentLogReader(string data) => _log = DocumentLog.OpenReadOnly(StreamFiles.EventsFolder(data));

        public List<Recorded> All => [.. _log.Read(1)];

        public void Dispose() => _log.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
