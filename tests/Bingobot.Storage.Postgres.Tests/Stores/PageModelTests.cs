using Bingobot.Storage.Postgres.Tests.Support;
using CsCheck;

namespace Bingobot.Storage.Postgres.Tests.Stores;

/// <summary>Random writes, cuts and barriers against an array of bytes, seen by the owner, by a reader and after reopening.</summary>
public sealed class PageModelTests(SharedServer server)
{
    private static readonly Gen<Operation> GenOperation = Gen.Frequency(
        (10, Gen.Select(Gen.OneOf("Write", "Read"), Gen.Int[0, 20_000], Gen.Int[0, 5000], (name, at, n) => new Operation(name, at, n))),
        (1, Gen.Select(Gen.Const("Write"), Gen.Int[0, 20_000], Gen.Int[60_000, 90_000], (name, at, n) => new Operation(name, at, n))),
        (3, Gen.Int[0, 30_000].Select(n => new Operation("SetLength", 0, n))),
        (4, Gen.OneOf("Barrier", "Look", "Drop", "Close").Select(name => new Operation(name, 0, 0))));

    [Fact]
    public void Store_RandomOperations_BehavesAsBytes() =>
        GenOperation.Array[0, 60].Sample(
            operations =>
            {
                using var subject = new Subject(server);
                foreach (Operation operation in operations)
                    subject.Apply(operation);
                subject.Check();
            },
            iter: 20,
            threads: 1,
            print: operations => string.Join(", ", operations.Select(operation => operation.ToString())));

    private sealed record Operation(string Name, int Offset, int Count);

    private sealed class Subject(SharedServer server) : IDisposable
    {
        private readonly string _name = server.NewName();
        private readonly PostgresStoreOptions _options = new() { PageBytes = 1024, PendingBytes = PostgresStoreOptions.MinPendingBytes };
        private PostgresStore? _store;
        private byte[] _bytes = [];
        private byte[] _durable = [];
        private bool _written;
        private byte _next;

        private PostgresStore Store => _store ??= server.Open(_name, _options);

        public void Apply(Operation operation)
        {
            switch (operation.Name)
            {
                case "Write":
                    Write(operation.Offset, operation.Count);
                    break;
                case "Read":
                    CheckRead(Store, _bytes, operation.Offset, operation.Count);
                    break;
                case "SetLength":
                    _written |= operation.Count > _bytes.Length;
                    Store.SetLength(operation.Count);
                    Array.Resize(ref _bytes, operation.Count);
                    break;
                case "Barrier":
                    Store.Barrier();
                    _durable = [.. _bytes];
                    _written = false;
                    break;
                case "Look":
                    Look();
                    break;
                default:
                    Reopen();
                    break;
            }

            Assert.Equal(_bytes.Length, Store.Length);
        }

        public void Check()
        {
            CheckRead(Store, _bytes, 0, _bytes.Length + 10);
            Look();
            Reopen();
            CheckRead(Store, _bytes, 0, _bytes.Length + 10);
        }

        public void Dispose() => _store?.Dispose();

        private void Write(int offset, int count)
        {
            byte[] source = new byte[count];
            source.AsSpan().Fill(++_next);
            Store.Write(offset, source);
            if (count == 0)
                return;
            if (offset + count > _bytes.Length)
                Array.Resize(ref _bytes, offset + count);
            source.CopyTo(_bytes, offset);
            _written = true;
        }

        /// <summary>A reader sees what the last barrier covered, and nothing else.</summary>
        private void Look()
        {
            _ = Store.Epoch;
            using PostgresStore reader = server.Open(_name, new PostgresStoreOptions { ReadOnly = true });
            Assert.Equal(_durable.Length, reader.Length);
            Assert.Equal(Store.Epoch, reader.Epoch);
            CheckRead(reader, _durable, 0, _durable.Length + 10);
        }

        /// <summary>A store that was only cut since the last barrier stays cut; what was written since is dropped.</summary>
        private void Reopen()
        {
            long epoch = Store.Epoch;
            Store.Dispose();
            _store = null;
            if (_written)
                _bytes = [.. _durable];
            _durable = [.. _bytes];
            _written = false;
            Assert.Equal(epoch + 1, Store.Epoch);
        }

        private static void CheckRead(PostgresStore store, byte[] expected, int offset, int count)
        {
            byte[] read = new byte[count];
            int got = 0;
            for (int n = -1; got < count && n != 0; got += n)
                n = store.Read(offset + got, read.AsSpan(got));
            Assert.Equal(Math.Clamp(expected.Length - offset, 0, count), got);
            Assert.True(expected.AsSpan(Math.Min(offset, expected.Length), got).SequenceEqual(read.AsSpan(0, got)));
        }
    }
}
