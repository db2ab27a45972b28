using Bingobot.Storage;

namespace Bingobot.Commands.Docs;

/// <summary>Is shown a document; says whether to go on.</summary>
internal delegate bool DocumentVisitor(long number, ReadOnlySpan<byte> document);

/// <summary>A store opened for reading, also beside its writer.</summary>
internal sealed class StoredDocuments : IDisposable
{
    private readonly FileStore _file;
    private readonly DocumentBuffer _buffer;

    private StoredDocuments(FileStore file, DocumentBuffer buffer)
    {
        _file = file;
        _buffer = buffer;
        Count = buffer.Count;
    }

    /// <summary>Documents at the time of opening.</summary>
    public long Count { get; }

    public long StoreBytes => _file.Length;

    public static StoredDocuments Open(string path)
    {
        FileStore file = OpenFile(path);
        bool isOpen = false;
        try
        {
            var documents = new StoredDocuments(file, DocumentBuffer.Open(
                new ReadOnlyFile(file), new DocumentBufferOptions { ReadOnly = true, CacheDocuments = 0 }));
            isOpen = true;
            return documents;
        }
        finally
        {
            if (!isOpen)
                file.Dispose();
        }
    }

    /// <summary>Opens the file itself, for reading.</summary>
    /// <exception cref="FatalException">There is no such file.</exception>
    public static FileStore OpenFile(string path)
    {
        RequireFile(path);
        FileStore file;
        try
        {
            file = new FileStore(path, readOnly: true);
        }
        catch (NotSupportedException)
        {
            throw NoFile(path);
        }

        return file;
    }

    /// <exception cref="FatalException">There is no such file.</exception>
    public static void RequireFile(string path)
    {
        if (Directory.Exists(path))
        {
            string? segment = Directory.EnumerateFiles(path, "*.events", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault();
            throw new FatalException(ExitCode.Usage, $"{path}: this is a folder; name a file in it"
                + (segment is null ? "." : $", such as {segment}."));
        }

        if (!File.Exists(path))
            throw new FatalException(ExitCode.Usage, $"{path}: there is no such file.");
    }

    /// <summary>What a store without length is: a pipe, a terminal.</summary>
    public static FatalException NoFile(string path) =>
        new(ExitCode.Usage, $"{path}: this is neither a file nor a block device, so no store can be in it.");

    /// <summary>Bytes [0, returned) of the store are useful.</summary>
    public long UsefulBytes()
    {
        using DocumentBuffer now = DocumentBuffer.Open(
            new ReadOnlyFile(_file), new DocumentBufferOptions { ReadOnly = true, CacheDocuments = 0 });
        return now.Close();
    }

    /// <summary>Documents from <paramref name="first"/> on, upwards.</summary>
    public void Forward(long first, DocumentVisitor visit) => Walk(_buffer.ReadForward(first), first, 1, visit);

    /// <summary>Documents from <paramref name="last"/> on, downwards.</summary>
    public void Backward(long last, DocumentVisitor visit) => Walk(_buffer.ReadBackward(Count - 1 - last), last, -1, visit);

    /// <summary>Every whole document of a store, whatever else is damaged.</summary>
    public static void Salvage(string path, SalvageVisitor visit, CancellationToken cancellation)
    {
        using FileStore file = OpenFile(path);
        DocumentBuffer.Salvage(file, visit, cancellation);
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _file.Dispose();
    }

    private void Walk(DocumentReader reader, long number, int step, DocumentVisitor visit)
    {
        try
        {
            while (MoveNext(ref reader) && visit(number, reader.Current))
                number += step;
        }
        finally
        {
            reader.Dispose();
        }
    }

    private bool MoveNext(ref DocumentReader reader)
    {
        try
        {
            return reader.MoveNext();
        }
        catch (InvalidOperationException e)
        {
            throw new FatalException(
                ExitCode.Failure, $"{_file.Path}: its writer removed documents that were still to be read. Ask again.", e);
        }
    }

    /// <summary>Tells failures of the disk from those of the output. The file is the owner's.</summary>
    private sealed class ReadOnlyFile(FileStore file) : IBackingStore
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination)
        {
            try
            {
                return file.Read(offset, destination);
            }
            catch (IOException e)
            {
                throw new StoreFailedException($"{file.Path}: reading at offset {offset} failed: {e.Message}", e);
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();

        public void Barrier() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
