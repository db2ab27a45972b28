using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;
using Microsoft.Win32.SafeHandles;

namespace Bingobot.Benchmarks.Limits;

/// <summary>
/// The least that a store can do: documents, one behind the other, go to a file over space already written, a batch by one write and one
/// barrier. Nothing is framed, hashed or indexed, so after a crash nobody could tell what is whole: no store, but what one that costs nothing
/// would reach under the same load.
/// </summary>
internal sealed class PlainFileLimit : IContender
{
    private const int BatchBytes = 1024 * 1024;
    private const int PrewrittenBatches = 128;

    public string Name => "limit: file, same publishers";

    public bool IsLimit => true;

    public bool IsDurable => true;

    public IDocumentLog Open(string directory, OpenOptions options)
    {
        SafeFileHandle file = File.OpenHandle(
            Path.Combine(directory, "documents"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (RandomAccess.GetLength(file) > 0 || options.Use != Use.DurableBatches)
            return new Log(file, options.DocumentBytes);
        byte[] zeros = new byte[BatchBytes];
        for (int batch = 0; batch < PrewrittenBatches; batch++)
            RandomAccess.Write(file, zeros, (long)batch * BatchBytes);
        NativeMethods.SyncData(file);
        return new Log(file, options.DocumentBytes);
    }

    private sealed class Log(SafeFileHandle file, int documentBytes) : IDocumentLog
    {
        private byte[] _batch = new byte[BatchBytes];
        private int _batched;
        private long _written;

        public void Append(ReadOnlySpan<byte> document)
        {
            if (_batched + document.Length > _batch.Length)
                Array.Resize(ref _batch, 2 * _batch.Length);
            document.CopyTo(_batch.AsSpan(_batched));
            _batched += document.Length;
        }

        public void Append(Documents documents, long first, long count)
        {
            for (long i = first; i < first + count; i++)
                Append(documents.At(i));
        }

        public void Flush()
        {
            RandomAccess.Write(file, _batch.AsSpan(0, _batched), _written);
            _written += _batched;
            _batched = 0;
            NativeMethods.SyncData(file);
        }

        public void Replay(Reading reading)
        {
            long bytes = RandomAccess.GetLength(file);
            byte[] block = new byte[BatchBytes / documentBytes * documentBytes];
            for (long at = 0; at < bytes;)
            {
                int read = RandomAccess.Read(file, block, at);
                for (int i = 0; i < read; i += documentBytes)
                    reading.Take(block.AsSpan(i, documentBytes));
                at += read;
            }
        }

        /// <summary>Cuts off what was only written ahead.</summary>
        public void Dispose()
        {
            if (_written > 0)
                RandomAccess.SetLength(file, _written);
            file.Dispose();
        }
    }
}
