using System.Globalization;
using System.Text;
using Bingobot.Commands;
using Bingobot.Storage;

namespace Bingobot.Tests.Commands;

/// <summary>A file with a store in it, in a folder of its own.</summary>
internal sealed class StoreFile : IDisposable
{
    public const int DocumentsOffset = 16 * 1024;
    private const int Overhead = 16;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-docs-");

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(Folder, "some.documents");

    public IReadOnlyList<byte[]> Documents { get; private set; } = [];

    public static byte[] Numbered(long number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"document {number}"));

    public StoreFile With(params byte[][] documents)
    {
        Documents = documents;
        using DocumentBuffer buffer = DocumentBuffer.Open(Path);
        foreach (byte[] document in documents)
            buffer.Push(document);
        return this;
    }

    public StoreFile WithNumbered(int count) => With([.. Enumerable.Range(0, count).Select(i => Numbered(i))]);

    /// <summary>Where a document's first byte is; of one without bytes, where its second length is.</summary>
    public long OffsetOf(int document) => DocumentsOffset + Documents.Take(document).Sum(before => before.Length + Overhead) + sizeof(uint);

    /// <summary>Flips a bit of a document's first byte.</summary>
    public StoreFile Damage(int document)
    {
        using FileStream file = File.Open(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = OffsetOf(document);
        int found = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(found ^ 1));
        return this;
    }

    public StoreFile Append(int bytes)
    {
        using FileStream file = File.Open(Path, FileMode.Append);
        file.Write(new byte[bytes]);
        return this;
    }

    public Task<Ran> RunAsync(params string[] args) => Ran.Async(["docs", Path, .. args]);

    /// <summary>Runs a command that writes bytes.</summary>
    public async Task<(Ran Ran, byte[] Output)> BytesAsync(params string[] args)
    {
        using var bytes = new MemoryStream();
        Ran ran = await ToAsync(bytes, args);
        return (ran with { Output = Encoding.UTF8.GetString(bytes.ToArray()) }, bytes.ToArray());
    }

    public async Task<Ran> ToAsync(Stream output, params string[] args)
    {
        using var error = new StringWriter();
        await using var writer = new StreamWriter(output, leaveOpen: true);
        int code = await CommandTable.RunAsync(["docs", Path, .. args], writer, error);
        return new Ran((ExitCode)code, "", error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>A pipe whose reader is gone.</summary>
internal sealed class GoneReader : MemoryStream
{
    private const int BrokenPipe = 32;

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe", BrokenPipe);

    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", BrokenPipe);
}
