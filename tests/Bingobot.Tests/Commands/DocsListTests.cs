using System.Globalization;
using System.Text.Json;
using Bingobot.Storage;

namespace Bingobot.Tests.Commands;

public sealed class DocsListTests : IDisposable
{
    private readonly StoreFile _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task List_is_a_summary_and_the_most_recent_first()
    {
        _store.With("first"u8.ToArray(), [], [0xff, 0x00], "last"u8.ToArray());

        Ran ran = (await _store.RunAsync()).Succeeded();

        Assert.Equal($"{_store.Path}: 4 documents in 16,459 bytes", ran.Lines[0]);
        Assert.Equal(["3           4  last", "2           2  base64:/wA=", "1           0", "0           5  first"], ran.Lines[1..]);
    }

    [Theory]
    [InlineData("last", "99 98 97", "--last", "3")]
    [InlineData("skip", "96 95", "--skip", "3", "--last", "2")]
    [InlineData("up", "97 98 99", "--last", "3", "--oldest-first")]
    [InlineData("first", "2 1 0", "--first", "3")]
    [InlineData("first, skip, up", "3 4", "--first", "2", "--skip", "3", "--oldest-first")]
    [InlineData("all but two", "1 0", "--skip", "98")]
    [InlineData("more than there are", "0 1", "--first", "2", "--oldest-first")]
    [InlineData("none is left", "", "--skip", "100")]
    [InlineData("far more than none", "", "--skip", "9223372036854775807", "--last", "9223372036854775807")]
    public async Task Part_that_is_asked_for_is_shown(string what, string numbers, params string[] args)
    {
        _store.WithNumbered(100);

        Ran ran = (await _store.RunAsync(args)).Succeeded();
        Ran json = (await _store.RunAsync([.. args, "--json"])).Succeeded();

        string[] expected = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Select(number => $"document {number}"), ran.Lines.Where(line => line.Contains("  document ", StringComparison.Ordinal)).Select(line => line[(line.LastIndexOf("  ", StringComparison.Ordinal) + 2)..]));
        Assert.True(expected.SequenceEqual(json.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("document").GetRawText())), what);
    }

    [Fact]
    public async Task People_are_shown_twenty_and_told_so_and_programs_all()
    {
        _store.WithNumbered(1_000);

        Ran ran = (await _store.RunAsync()).Succeeded();
        Ran json = (await _store.RunAsync("--json")).Succeeded();

        Assert.Equal("The most recent 20; --last N or --first N shows more.", ran.Lines[1]);
        Assert.Equal(22, ran.Lines.Length);
        Assert.Equal(1_000, json.Lines.Length);
        Assert.Equal("""{"document":999,"length":12,"text":"document 999"}""", json.Lines[0]);
    }

    [Fact]
    public async Task Terminal_is_given_nothing_to_obey()
    {
        _store.With("a\u001b[31mred\r\n\t\u0007\u202e\u009b\u2028\u007f ä €"u8.ToArray(), System.Text.Encoding.UTF8.GetBytes(new string('x', 1_000)));

        Ran ran = (await _store.RunAsync("--oldest-first")).Succeeded();
        Ran json = (await _store.RunAsync("--json")).Succeeded();

        Assert.EndsWith(@"  a\u001b[31mred\r\n\t\u0007\u202e\u009b\u2028\u007f ä €", ran.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith("  " + new string('x', 120) + "…", ran.Lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(json.Output, c => char.IsControl(c) && c != '\n' && c != '\r');
        Assert.Equal(1_000, JsonSerializer.Deserialize<JsonElement>(json.Lines[0]).GetProperty("text").GetString()!.Length);
    }

    [Fact]
    public async Task Junk_after_the_end_is_counted()
    {
        _store.WithNumbered(3).Append(5_000);

        Ran ran = (await _store.RunAsync()).Succeeded();

        Assert.EndsWith("3 documents in 21,462 bytes, 5,000 of them junk after the end", ran.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segment_of_an_event_stream_is_a_store()
    {
        using var stream = new RecordedStream();
        await stream.RecordAsync(5);

        Ran ran = (await Ran.Async("docs", stream.Segment, "--json", "--last", "1")).Succeeded();

        JsonElement last = JsonSerializer.Deserialize<JsonElement>(Assert.Single(ran.Lines));
        string envelope = System.Text.Encoding.Latin1.GetString(last.GetProperty("base64").GetBytesFromBase64());
        Assert.Contains("MessageReceived", envelope, StringComparison.Ordinal);
        Assert.Equal(last.GetProperty("length").GetInt32(), envelope.Length);
    }

    [Fact]
    public async Task Folder_names_the_segments_in_it()
    {
        using var stream = new RecordedStream();
        await stream.RecordAsync(1);

        Ran ran = await Ran.Async("docs", stream.Data);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Equal($"bingobot: {stream.Data}: this is a folder; name a file in it, such as {stream.Segment}.", ran.Error.Trim());
    }

    [Theory]
    [InlineData]
    [InlineData("dump")]
    [InlineData("verify")]
    [InlineData("truncate")]
    public async Task File_that_is_not_there_is_named_and_not_made(params string[] command)
    {
        Ran ran = await _store.RunAsync(command);

        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Equal($"bingobot: {_store.Path}: there is no such file.", ran.Error.Trim());
        Assert.False(File.Exists(_store.Path));
    }

    [Theory]
    [InlineData]
    [InlineData("dump")]
    [InlineData("verify")]
    [InlineData("truncate")]
    public async Task Empty_file_is_a_new_store_and_stays_empty(params string[] command)
    {
        await File.WriteAllBytesAsync(_store.Path, []);

        (Ran ran, _) = await _store.BytesAsync(command);

        ran.Succeeded();
        Assert.Equal(0, new FileInfo(_store.Path).Length);
    }

    [Theory]
    [InlineData]
    [InlineData("dump")]
    [InlineData("dump", "--salvage")]
    [InlineData("dump", "--number", "0")]
    [InlineData("verify")]
    [InlineData("truncate")]
    public async Task File_that_is_no_store_is_refused_and_left_as_it_is(params string[] command)
    {
        await File.WriteAllTextAsync(_store.Path, new string('x', 20_000));

        (Ran ran, _) = await _store.BytesAsync(command);

        Assert.Equal(ExitCode.Corrupt, ran.Code);
        Assert.Contains(_store.Path, ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
        Assert.Equal(new string('x', 20_000), await File.ReadAllTextAsync(_store.Path));
    }

    [Fact]
    public async Task Damage_is_told_after_what_could_be_listed()
    {
        _store.With([.. Enumerable.Range(0, 100).Select(_ => new byte[50_000])]).Damage(20);

        Ran ran = await _store.RunAsync("--json");

        Assert.Equal(ExitCode.Corrupt, ran.Code);
        Assert.InRange(ran.Lines.Length, 70, 79);
        Assert.StartsWith($"bingobot: {_store.Path}: The store is corrupt at offset ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_that_is_gone_ends_it_quietly()
    {
        _store.WithNumbered(10_000);
        using var gone = new GoneReader();

        foreach (string[] command in (string[][])[["--json"], ["--last", "10000"], ["dump"], ["dump", "--format", "raw"], ["dump", "--number", "1"]])
        {
            using var error = new StringWriter();
            var writer = new StreamWriter(gone);

            int code = await Bingobot.Commands.CommandTable.RunAsync(["docs", _store.Path, .. command], writer, error);

            Assert.Equal((0, ""), (code, error.ToString()));
        }
    }

    [Fact]
    public async Task Beside_a_writer_what_is_durable_is_shown_and_sound()
    {
        const int Times = 15;
        using var stop = new CancellationTokenSource();
        using DocumentBuffer buffer = DocumentBuffer.Open(_store.Path, new DocumentBufferOptions { CacheDocuments = 16 });
        for (int i = 0; i < 1_000; i++)
            buffer.Push(StoreFile.Numbered(i));
        buffer.Flush();
        Task writing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                buffer.Push(StoreFile.Numbered(buffer.Count));
                buffer.Flush();
            }
        });

        long last = 0;
        for (int i = 0; i < Times; i++)
        {
            (Ran dump, _) = await _store.BytesAsync("dump");
            string[] lines = dump.Succeeded().Lines;
            Assert.All(lines.Index(), line => Assert.Equal($$"""{"document":{{line.Index}},"length":{{StoreFile.Numbered(line.Index).Length}},"text":"document {{line.Index}}"}""", line.Item));
            Assert.True(lines.Length >= Math.Max(1_000, last), string.Create(CultureInfo.InvariantCulture, $"{lines.Length} after {last}"));
            last = lines.Length;
            Assert.Contains(" documents, sound", (await _store.RunAsync("verify")).Succeeded().Output, StringComparison.Ordinal);
            Assert.Equal(5, (await _store.RunAsync("--last", "5", "--json")).Succeeded().Lines.Length);
        }

        await stop.CancelAsync();
        await writing;
        Assert.True(buffer.Count > 1_000);
    }
}
