using System.Runtime.InteropServices;
using Bingobot.Benchmarks.Measuring;
using LightningDB;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// LMDB: integer keys in ascending order (<c>MDB_INTEGERKEY</c>, <c>MDB_APPEND</c>), one transaction between two flushes, the
/// map written in place (<c>MDB_WRITEMAP</c>) where transactions are large. http://www.lmdb.tech/doc/group__mdb.html
/// </summary>
internal sealed class LmdbContender : IContender
{
    private const long MapBytes = 32L * 1024 * 1024 * 1024;

    public string Name => "LMDB";

    public bool IsLimit => false;

    public bool IsDurable => true;

    public IDocumentLog Open(string directory, OpenOptions options)
    {
        LmdbLibrary.Find();
        var environment = new LightningEnvironment(directory, new EnvironmentConfiguration { MapSize = MapBytes });
        EnvironmentOpenFlags flags = options.Use == Use.Bulk
            ? EnvironmentOpenFlags.WriteMap
            : EnvironmentOpenFlags.NoMemoryInitialization;
        try
        {
            environment.Open(flags);
            return new Log(environment);
        }
        catch (Exception)
        {
            environment.Dispose();
            throw;
        }
    }

    private sealed class Log : IDocumentStack
    {
        private readonly LightningEnvironment _environment;
        private readonly LightningDatabase _documents;
        private LightningTransaction? _change;
        private LightningCursor? _cursor;

        public Log(LightningEnvironment environment)
        {
            _environment = environment;
            using LightningTransaction change = environment.BeginTransaction(TransactionBeginFlags.None);
            _documents = change.OpenDatabase(new DatabaseConfiguration
            {
                Flags = DatabaseOpenFlags.IntegerKey | DatabaseOpenFlags.Create,
            });
            Count = CountIn(change);
            Check(change.Commit());
        }

        public long Count { get; private set; }

        public void Append(ReadOnlySpan<byte> document)
        {
            BeginChange();
            long key = Count++;
            Check(_cursor!.Put(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in key)), document, CursorPutOptions.AppendData));
        }

        public void Append(Documents documents, long first, long count)
        {
            for (long i = first; i < first + count; i++)
                Append(documents.At(i));
        }

        public void Flush()
        {
            if (_change is null)
                return;
            _cursor!.Dispose();
            Check(_change.Commit());
            _change.Dispose();
            (_change, _cursor) = (null, null);
        }

        public void Replay(Reading reading)
        {
            using LightningTransaction look = _environment.BeginTransaction(TransactionBeginFlags.ReadOnly);
            using LightningCursor cursor = look.CreateCursor(_documents);
            for (var found = cursor.First(); found.resultCode == MDBResultCode.Success; found = cursor.Next())
                reading.Take(found.value.AsSpan());
        }

        public void Pop(long count, Reading reading)
        {
            BeginChange();
            for (long i = 0; i < count; i++)
            {
                (MDBResultCode code, _, MDBValue document) = _cursor!.Last();
                Check(code);
                reading.Take(document.AsSpan());
                Check(_cursor.Delete());
                Count--;
            }
        }

        public void ReadNewest(int count, Reading reading)
        {
            using LightningTransaction look = _environment.BeginTransaction(TransactionBeginFlags.ReadOnly);
            using LightningCursor cursor = look.CreateCursor(_documents);
            for (var found = cursor.Last(); count > 0 && found.resultCode == MDBResultCode.Success; found = cursor.Previous())
            {
                reading.Take(found.value.AsSpan());
                count--;
            }
        }

        public void Dispose()
        {
            Flush();
            _documents.Dispose();
            _environment.Dispose();
        }

        private long CountIn(LightningTransaction transaction)
        {
            using LightningCursor cursor = transaction.CreateCursor(_documents);
            (MDBResultCode code, MDBValue key, _) = cursor.Last();
            return code == MDBResultCode.Success ? key.Read<long>() + 1 : 0;
        }

        private void BeginChange()
        {
            if (_change is not null)
                return;
            _change = _environment.BeginTransaction(TransactionBeginFlags.None);
            _cursor = _change.CreateCursor(_documents);
        }

        private static void Check(MDBResultCode code)
        {
            if (code != MDBResultCode.Success)
                throw new IOException($"LMDB: {code}");
        }
    }
}
