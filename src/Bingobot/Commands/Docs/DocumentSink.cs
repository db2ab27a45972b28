using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Bingobot.Commands.Docs;

/// <summary>Where dumped documents go.</summary>
internal abstract class DocumentSink
{
    /// <param name="number">Null where a salvaged document's place is not certain.</param>
    /// <param name="document">The document.</param>
    public abstract void Write(long? number, ReadOnlySpan<byte> document);

    public virtual void Flush()
    {
    }
}

/// <summary>One JSON object a line.</summary>
internal sealed class JsonSink(Stream output) : DocumentSink
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public override void Write(long? number, ReadOnlySpan<byte> document)
    {
        _line.ResetWrittenCount();
        DocumentText.WriteJsonLine(_line, number, document);
        output.Write(_line.WrittenSpan);
    }

    public override void Flush() => output.Flush();
}

/// <summary>One line of base64 a document, an empty one for a document of no bytes.</summary>
internal sealed class Base64Sink(Stream output) : DocumentSink
{
    private byte[] _line = [];

    public override void Write(long? number, ReadOnlySpan<byte> document)
    {
        int bytes = Base64.GetMaxEncodedToUtf8Length(document.Length);
        if (_line.Length < bytes)
            _line = new byte[bytes];
        Base64.EncodeToUtf8(document, _line, out _, out int written);
        output.Write(_line.AsSpan(0, written));
        output.WriteByte((byte)'\n');
    }

    public override void Flush() => output.Flush();
}

/// <summary>The documents' bytes, with nothing between.</summary>
internal sealed class RawSink(Stream output) : DocumentSink
{
    public override void Write(long? number, ReadOnlySpan<byte> document) => output.Write(document);

    public override void Flush() => output.Flush();
}

/// <summary>A file for each document in a folder, named by its number.</summary>
internal sealed class FolderSink : DocumentSink
{
    private readonly string _folder;
    private long _unplaced;

    /// <exception cref="FatalException">The folder holds something already.</exception>
    public FolderSink(string folder)
    {
        _folder = folder;
        if (File.Exists(folder))
            throw new FatalException(ExitCode.Usage, $"--to: '{folder}' is a file; name a new or empty folder.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new FatalException(ExitCode.Usage, $"--to: '{folder}' is not empty; name a new or empty folder.");
        Directory.CreateDirectory(folder);
    }

    public override void Write(long? number, ReadOnlySpan<byte> document)
    {
        string name = number is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{known:D10}.document")
            : string.Create(CultureInfo.InvariantCulture, $"unplaced-{_unplaced++:D10}.document");
        using var file = new FileStream(Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(document);
    }
}
