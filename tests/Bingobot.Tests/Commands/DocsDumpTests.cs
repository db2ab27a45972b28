using System.Text;
using System.Text.Json;

namespace Bingobot.Tests.Commands;

/// <summary>Runs alone, since one of the tests looks at the memory of the whole process.</summary>
[CollectionDefinition(nameof(DocsDumpTests), DisableParallelization = true)]
public sealed class DocsDumpTestsAlone;

[Collection(nameof(DocsDumpTests))]
public sealed class DocsDumpTests : IDisposable
{
    private readonly StoreFile _store = new();

    public void Dispose() => _store.Dispose();

    private static byte[][] Binary() => [[], [0], "text\n"u8.ToArray(), [.. Enumerable.Range(0, 256).Select(i => (byte)i)], [0xc3], new byte[70_000]];

    [Fact]
    public async Task Every_byte_comes_out_in_every_format()
    {
        _store.With(Binary());

        (Ran json, _) = await _store.BytesAsync("dump");
        (Ran base64, _) = await _store.BytesAsync("dump", "--format", "base64");
        (Ran rawRan, byte[] raw) = await _store.BytesAsync("dump", "--format", "raw");

        Assert.Equal(Binary(), json.Succeeded().Lines.Select(line =>
        {
            JsonElement document = JsonSerializer.Deserialize<JsonElement>(line);
            return document.TryGetProperty("text", out JsonElement text) ? Encoding.UTF8.GetBytes(text.GetString()!) : document.GetProperty("base64").GetBytesFromBase64();
        }));
        Assert.Equal(Binary(), base64.Succeeded().Output.Split('\n')[..^1].Select(Convert.FromBase64String));
        rawRan.Succeeded();
        Assert.Equal(Binary().SelectMany(document => document), raw);
    }

    [Fact]
    public async Task One_document_comes_out_as_it_is()
    {
        _store.With(Binary());

        for (int i = 0; i < Binary().Length; i++)
        {
            (Ran ran, byte[] output) = await _store.BytesAsync("dump", "--number", $"{i}");
            ran.Succeeded();
            Assert.Equal(Binary()[i], output);
        }

        (Ran beyond, _) = await _store.BytesAsync("dump", "--number", "6");
        Assert.Equal(ExitCode.Usage, beyond.Code);
        Assert.Equal("bingobot: --number: there is no document 6; the most recent is 5.", beyond.Error.Trim());
    }

    [Fact]
    public async Task Folder_gets_a_file_for_each_and_one_with_something_in_it_is_refused()
    {
        _store.With(Binary());
        string folder = Path.Combine(_store.Folder, "a", "b");

        (await _store.RunAsync("dump", "--to", folder)).Succeeded();

        Assert.Equal(Binary().Select((_, i) => $"{i:D10}.document"), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        for (int i = 0; i < Binary().Length; i++)
            Assert.Equal(Binary()[i], await File.ReadAllBytesAsync(Path.Combine(folder, $"{i:D10}.document")));
        Ran again = await _store.RunAsync("dump", "--to", folder);
        Assert.Equal(ExitCode.Usage, again.Code);
        Assert.Equal($"bingobot: --to: '{folder}' is not empty; name a new or empty folder.", again.Error.Trim());
    }

    [Fact]
    public async Task Damaged_store_gives_all_before_the_damage_then_the_error()
    {
        _store.WithNumbered(1_000).Damage(500).Damage(700);

        (Ran ran, _) = await _store.BytesAsync("dump");

        Assert.Equal(ExitCode.Corrupt, ran.Code);
        Assert.Equal(500, ran.Lines.Length);
        Assert.Contains("\"document 499\"", ran.Lines[^1], StringComparison.Ordinal);
        Assert.StartsWith($"bingobot: {_store.Path}: The store is corrupt at offset {_store.OffsetOf(500) - 4}: expected", ran.Error, StringComparison.Ordinal);
        Assert.EndsWith("500 documents before the damage were written. 'dump --salvage' also writes those behind it that are whole.", ran.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Salvage_gives_all_that_is_whole_also_between_two_damages()
    {
        _store.WithNumbered(1_000).Damage(500).Damage(700);

        (Ran ran, _) = await _store.BytesAsync("dump", "--salvage");

        Assert.Equal(ExitCode.Corrupt, ran.Code);
        Assert.Equal(Enumerable.Range(0, 1_000).Where(i => i is not (500 or 700)), ran.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("document").GetInt32()));
        Assert.EndsWith("500 documents before the damage were written, and 498 behind it; 2 are lost.", ran.Error.Trim(), StringComparison.Ordinal);
        (Ran one, byte[] document) = await _store.BytesAsync("dump", "--number", "600");
        one.Succeeded();
        Assert.Equal(StoreFile.Numbered(600), document);
        (Ran lost, byte[] nothing) = await _store.BytesAsync("dump", "--number", "500");
        Assert.Equal(ExitCode.Corrupt, lost.Code);
        Assert.Empty(nothing);
        Assert.Contains("document 500 cannot be had", lost.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_store_gives_what_it_has_to_who_salvages()
    {
        _store.WithNumbered(1_000);
        using (FileStream file = File.Open(_store.Path, FileMode.Open))
            file.SetLength(_store.OffsetOf(300));

        (Ran plain, _) = await _store.BytesAsync("dump");
        (Ran salvaged, _) = await _store.BytesAsync("dump", "--salvage");

        Assert.Equal((ExitCode.Corrupt, ""), (plain.Code, plain.Output));
        Assert.Equal((ExitCode.Corrupt, 300), (salvaged.Code, salvaged.Lines.Length));
    }

    /// <summary>What is held does not grow with what comes out.</summary>
    [Fact]
    public async Task Hundreds_of_thousands_of_documents_take_no_more_memory_than_a_few()
    {
        const int Count = 300_000;
        const long MostHeld = 24 * 1024 * 1024;
        const long LeastWritten = 3 * MostHeld;
        string filler = new('x', 230);
        using (var buffer = Bingobot.Storage.DocumentBuffer.Open(_store.Path))
        {
            for (int i = 0; i < Count; i++)
                buffer.Push(Encoding.ASCII.GetBytes($"{i} {filler}"));
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var output = new CountingOutput();

        (await _store.ToAsync(output, "dump")).Succeeded();

        Assert.Equal(Count, output.Lines);
        Assert.True(output.Bytes > LeastWritten, $"{output.Bytes} bytes");
        Assert.InRange(output.MostHeld - before, long.MinValue, MostHeld);
    }

    private sealed class CountingOutput : MemoryStream
    {
        private const int BytesBetweenLooks = 8 * 1024 * 1024;

        public long Bytes { get; private set; }

        public long Lines { get; private set; }

        public long MostHeld { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Bytes / BytesBetweenLooks != (Bytes + buffer.Length) / BytesBetweenLooks)
                MostHeld = Math.Max(MostHeld, GC.GetTotalMemory(forceFullCollection: true));
            Bytes += buffer.Length;
            Lines += buffer.Count((byte)'\n');
        }
    }
}
