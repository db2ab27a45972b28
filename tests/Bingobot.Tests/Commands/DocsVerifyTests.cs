using Bingobot.Storage;

namespace Bingobot.Tests.Commands;

/// <summary><c>docs FILE verify</c> and <c>docs FILE truncate</c>.</summary>
public sealed class DocsVerifyTests : IDisposable
{
    private readonly StoreFile _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Sound_store_is_told_on_a_line()
    {
        _store.WithNumbered(1_000);

        Ran ran = (await _store.RunAsync("verify")).Succeeded();

        Assert.Equal($"{_store.Path}: 44,274 bytes, 1,000 documents, sound", Assert.Single(ran.Lines));
    }

    [Fact]
    public async Task Every_fault_is_told_with_offset_document_and_meaning()
    {
        _store.WithNumbered(1_000);
        int[] damaged = [0, 400, 401, 999];
        foreach (int document in damaged)
            _store.Damage(document);

        Ran ran = await _store.RunAsync("verify");

        Assert.Equal(ExitCode.Corrupt, ran.Code);
        Assert.EndsWith(" 996 documents, DAMAGED", Assert.Single(ran.Lines), StringComparison.Ordinal);
        string[] faults = ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(damaged.Length, faults.Length);
        foreach ((int i, int document) in damaged.Index())
        {
            Assert.StartsWith($"{_store.Path}: at offset {_store.OffsetOf(document) - 4}, document {document}: expected ", faults[i], StringComparison.Ordinal);
            Assert.Contains($"Document {document} is not what was pushed", faults[i], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Interrupted_commit_is_told_and_no_fault_and_not_truncated()
    {
        using (DocumentBuffer buffer = DocumentBuffer.Open(_store.Path))
        {
            buffer.Push("first"u8);
            buffer.Flush();
            buffer.Push("second"u8);
            buffer.Flush();
            File.Copy(_store.Path, _store.Path + ".copy");
        }

        File.Move(_store.Path + ".copy", _store.Path, overwrite: true);
        byte[] bytes = await File.ReadAllBytesAsync(_store.Path);
        bytes[StoreFile.DocumentsOffset + 21 + 5] ^= 1;
        await File.WriteAllBytesAsync(_store.Path, bytes);

        Ran verified = (await _store.RunAsync("verify")).Succeeded();
        Ran truncated = await _store.RunAsync("truncate");

        Assert.Contains("1 documents, sound", verified.Lines[0], StringComparison.Ordinal);
        Assert.Contains($"at offset {StoreFile.DocumentsOffset + 21}: expected the documents that slot", verified.Lines[1], StringComparison.Ordinal);
        Assert.Equal(ExitCode.Corrupt, truncated.Code);
        Assert.Contains("nothing was cut", truncated.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_store.Path));
    }

    [Fact]
    public async Task Junk_is_cut_and_told_and_a_dry_run_only_tells()
    {
        _store.WithNumbered(10);
        byte[] whole = await File.ReadAllBytesAsync(_store.Path);
        _store.Append(5_000);

        Ran dry = (await _store.RunAsync("truncate", "--dry-run")).Succeeded();
        Assert.Equal(whole.Length + 5_000, new FileInfo(_store.Path).Length);
        Ran cut = (await _store.RunAsync("truncate")).Succeeded();
        Ran again = (await _store.RunAsync("truncate")).Succeeded();

        Assert.Equal($"{_store.Path}: 5,000 bytes would be cut; {whole.Length:N0} bytes with 10 documents would stay.", dry.Output.Trim());
        Assert.Equal($"{_store.Path}: 5,000 bytes cut; {whole.Length:N0} bytes with 10 documents stay.", cut.Output.Trim());
        Assert.Equal($"{_store.Path}: there is nothing to cut.", again.Output.Trim());
        Assert.Equal(whole, await File.ReadAllBytesAsync(_store.Path));
    }

    /// <summary>A store left by a crash, with junk, is settled as any opening settles it, and its documents stay.</summary>
    [Fact]
    public async Task Store_that_was_not_closed_keeps_its_documents()
    {
        using (DocumentBuffer buffer = DocumentBuffer.Open(_store.Path, new DocumentBufferOptions { TruncateOnClose = false }))
        {
            for (int i = 0; i < 100; i++)
                buffer.Push(StoreFile.Numbered(i));
            buffer.Flush();
            buffer.Remove(40);
            buffer.Flush();
            File.Copy(_store.Path, _store.Path + ".copy");
        }

        File.Move(_store.Path + ".copy", _store.Path, overwrite: true);

        Ran cut = (await _store.RunAsync("truncate")).Succeeded();

        Assert.Contains("with 60 documents stay.", cut.Output, StringComparison.Ordinal);
        using DocumentBuffer after = DocumentBuffer.Open(_store.Path);
        Assert.Equal(Enumerable.Range(0, 60).Reverse().Select(i => StoreFile.Numbered(i)), after.Read(100));
        Assert.Equal(new FileInfo(_store.Path).Length, after.Close());
    }

    [Fact]
    public async Task Store_that_is_written_to_is_not_truncated()
    {
        _store.WithNumbered(10).Append(1_000);
        using DocumentBuffer writer = DocumentBuffer.Open(_store.Path);

        foreach (string[] args in (string[][])[["truncate"], ["truncate", "--dry-run"]])
        {
            Ran ran = await _store.RunAsync(args);

            Assert.Equal(ExitCode.Usage, ran.Code);
            Assert.StartsWith($"bingobot: {_store.Path}: a running program writes to it", ran.Error, StringComparison.Ordinal);
        }

        Assert.Equal(_store.OffsetOf(10) - 4 + 1_000, new FileInfo(_store.Path).Length);
    }

    [Fact]
    public async Task Damaged_store_is_not_truncated()
    {
        _store.WithNumbered(10).Append(1_000).Damage(3);
        byte[] before = await File.ReadAllBytesAsync(_store.Path);

        Ran ran = await _store.RunAsync("truncate");

        Assert.Equal(ExitCode.Corrupt, ran.Code);
        Assert.StartsWith($"bingobot: {_store.Path}: the store is damaged (1 fault), and junk after its end may be what is missing: nothing was cut.", ran.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_store.Path));
    }
}
