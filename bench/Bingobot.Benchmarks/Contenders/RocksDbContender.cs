using System.Buffers.Binary;
using Bingobot.Benchmarks.Measuring;
using RocksDbSharp;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// RocksDB: big-endian numbers as keys, write batches of up to 1,024 documents, the log synced by the last batch before a flush
/// returns, no compression (the documents are random), four memtables of 64 MiB, checksums verified on reading, defaults else.
/// https://github.com/facebook/rocksdb/wiki/Setup-Options-and-Basic-Tuning
/// </summary>
internal sealed class RocksDbContender : IContender
{
    private const int BatchDocuments = 1024;
    private const ulong MemtableBytes = 64 * 1024 * 1024;

    public string Name => "RocksDB";

    public bool IsLimit => false;

    public bool IsDurable => true;

    public IDocumentLog Open(string directory, OpenOptions options)
    {
        DbOptions settings = new DbOptions()
            .SetCreateIfMissing(true)
            .SetCompression(Compression.No)
            .SetWriteBufferSize(MemtableBytes)
            .SetMaxWriteBufferNumber(4)
            .IncreaseParallelism(Environment.ProcessorCount);
        return new Log(RocksDb.Open(settings, directory));
    }

    private sealed class Log : IDocumentStack
    {
        private readonly RocksDb _database;
        private readonly WriteBatch _batch = new();
        private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
        private readonly WriteOptions _unsynced = new WriteOptions().SetSync(false);
        private readonly ReadOptions _scan = new ReadOptions().SetVerifyChecksums(true).SetReadaheadSize(2 * 1024 * 1024);
        private readonly byte[] _from = new byte[sizeof(long)];
        private readonly byte[] _to = new byte[sizeof(long)];
        private byte[] _single = [];
        private int _batched;
        private bool _unsyncedChanges;

        public Log(RocksDb database)
        {
            _database = database;
            using Iterator iterator = database.NewIterator();
            iterator.SeekToLast();
            Count = iterator.Valid() ? BinaryPrimitives.ReadInt64BigEndian(iterator.GetKeySpan()) + 1 : 0;
        }

        public long Count { get; private set; }

        public void Append(ReadOnlySpan<byte> document)
        {
            Span<byte> key = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(key, Count++);
            _batch.Put(key, document);
            if (++_batched == BatchDocuments)
                WriteBatched(_unsynced);
        }

        public void Append(Documents documents, long first, long count)
        {
            for (long i = first; i < first + count; i++)
                Append(documents.At(i));
        }

        public void Flush()
        {
            if (_batched > 0 || _unsyncedChanges)
                WriteBatched(_synced);
            _unsyncedChanges = false;
        }

        public void Replay(Reading reading)
        {
            WriteBatched(_unsynced);
            using Iterator iterator = _database.NewIterator(readOptions: _scan);
            for (iterator.SeekToFirst(); iterator.Valid(); iterator.Next())
                reading.Take(iterator.GetValueSpan());
        }

        public void Pop(long count, Reading reading)
        {
            WriteBatched(_unsynced);
            if (count == 1)
                PopOne(reading);
            else
                PopRange(count, reading);
        }

        public void ReadNewest(int count, Reading reading)
        {
            WriteBatched(_unsynced);
            using Iterator iterator = _database.NewIterator();
            for (iterator.SeekToLast(); count > 0 && iterator.Valid(); iterator.Prev(), count--)
                reading.Take(iterator.GetValueSpan());
        }

        public void Dispose()
        {
            Flush();
            _batch.Dispose();
            _database.Dispose();
        }

        private void PopOne(Reading reading)
        {
            if (_single.Length != reading.DocumentBytes)
                _single = new byte[reading.DocumentBytes];
            BinaryPrimitives.WriteInt64BigEndian(_from, Count - 1);
            if (!_database.GetFixedSizeValue(_from, _single))
                throw new WrongContentException($"RocksDB: document {Count - 1} is missing.");
            reading.Take(_single);
            _database.Remove(_from.AsSpan(), writeOptions: _unsynced);
            _unsyncedChanges = true;
            Count--;
        }

        /// <summary>Reads downwards and removes the range by one mark.</summary>
        private void PopRange(long count, Reading reading)
        {
            using (Iterator iterator = _database.NewIterator())
            {
                iterator.SeekToLast();
                for (long i = 0; i < count && iterator.Valid(); i++, iterator.Prev())
                    reading.Take(iterator.GetValueSpan());
            }

            BinaryPrimitives.WriteInt64BigEndian(_from, Count - count);
            BinaryPrimitives.WriteInt64BigEndian(_to, Count);
            _batch.DeleteRange(_from, sizeof(long), _to, sizeof(long));
            _batched++;
            WriteBatched(_unsynced);
            Count -= count;
        }

        private void WriteBatched(WriteOptions options)
        {
            if (_batched == 0 && options == _unsynced)
                return;
            if (_batched == 0)
                _batch.PutLogData([0], 1);
            _database.Write(_batch, options);
            _batch.Clear();
            _batched = 0;
            _unsyncedChanges = true;
        }
    }
}
