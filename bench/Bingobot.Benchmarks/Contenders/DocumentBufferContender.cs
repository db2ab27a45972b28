using System.Buffers;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Storage;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>Our own, with the options it has by default.</summary>
internal sealed class DocumentBufferContender : IContender
{
    public const string RowName = "DocumentBuffer";

    public string Name => RowName;

    public bool IsLimit => false;

    public bool IsDurable => true;

    public IDocumentLog Open(string directory, OpenOptions options) =>
        new Log(DocumentBuffer.Open(FileIn(directory)));

    /// <summary>The same over a store that counts; slower by the counting.</summary>
    public static IDocumentStack OpenCounting(string directory, out CountingStore store)
    {
        store = new CountingStore(new FileStore(FileIn(directory)));
        return new Log(DocumentBuffer.Open(store));
    }

    private static string FileIn(string directory) => Path.Combine(directory, "documents");

    private sealed class Log(DocumentBuffer buffer) : IDocumentStack, IConcurrentAppender
    {
        private readonly ReusedWriter _popped = new();

        public long Count => buffer.Count;

        public void Append(ReadOnlySpan<byte> document) => buffer.Push(document);

        public void Append(Documents documents, long first, long count)
        {
            for (long i = first; i < first + count; i++)
                buffer.Push(documents.At(i));
        }

        public void Flush() => buffer.Flush();

        public ValueTask AppendDurablyAsync(ReadOnlyMemory<byte> document)
        {
            buffer.Push(document.Span);
            return buffer.FlushAsync();
        }

        public void Replay(Reading reading)
        {
            foreach (ReadOnlySpan<byte> document in buffer.ReadForward())
                reading.Take(document);
        }

        public void Pop(long count, Reading reading)
        {
            for (long i = 0; i < count && buffer.TryPop(_popped); i++)
                reading.Take(_popped.Take());
        }

        public void ReadNewest(int count, Reading reading)
        {
            foreach (ReadOnlySpan<byte> document in buffer.ReadBackward())
            {
                reading.Take(document);
                if (--count == 0)
                    break;
            }
        }

        public void Dispose() => buffer.Dispose();
    }

    /// <summary>Takes one document at a time into the same memory.</summary>
    private sealed class ReusedWriter : IBufferWriter<byte>
    {
        private byte[] _bytes = new byte[64 * 1024];
        private int _written;

        public ReadOnlySpan<byte> Take()
        {
            ReadOnlySpan<byte> document = _bytes.AsSpan(0, _written);
            _written = 0;
            return document;
        }

        public void Advance(int count) => _written += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Reserve(sizeHint);
            return _bytes.AsMemory(_written);
        }

        public Span<byte> GetSpan(int sizeHint = 0)
        {
            Reserve(sizeHint);
            return _bytes.AsSpan(_written);
        }

        private void Reserve(int bytes)
        {
            if (_bytes.Length - _written < Math.Max(bytes, 1))
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _written + bytes));
        }
    }
}
