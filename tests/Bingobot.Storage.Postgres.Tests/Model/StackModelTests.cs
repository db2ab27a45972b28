using Bingobot.Storage.Postgres.Tests.Support;
using CsCheck;

namespace Bingobot.Storage.Postgres.Tests.Model;

/// <summary>A DocumentBuffer over PostgreSQL against a list.</summary>
public sealed class StackModelTests(SharedServer server)
{
    private static readonly Gen<Operation> GenOperation = Gen.Frequency(
        (10, Gen.Select(Gen.Const("Push"), Gen.Frequency((8, Gen.Int[0, 300]), (2, Gen.Int[5000, 40_000])), (name, n) => new Operation(name, n))),
        (6, Gen.Const(new Operation("Pop", 0))),
        (4, Gen.Select(Gen.OneOf("Read", "Remove", "Forward", "Backward"), Gen.Int[0, 30], (name, n) => new Operation(name, n))),
        (3, Gen.OneOf("Flush", "FlushAsync", "Reopen", "ReadOnly", "Clear").Select(name => new Operation(name, 0))));

    [Fact]
    public void DocumentBuffer_RandomOperations_BehavesAsStack() =>
        Gen.Select(Gen.Int[0, 12], Gen.OneOf(0L, 700L, 64L * 1024), GenOperation.Array[0, 80]).Sample(
            (cacheDocuments, cacheBytes, operations) =>
            {
                using var subject = new Subject(server, cacheDocuments, cacheBytes);
                foreach (Operation operation in operations)
                    subject.Apply(operation);
                subject.CheckAll();
            },
            iter: 15,
            threads: 1,
            print: t => $"cache {t.Item1}/{t.Item2}: {string.Join(", ", t.Item3.Select(operation => operation.ToString()))}");

    [Fact]
    public void DocumentBuffer_LargestDocuments_ComeBackAndAreCut()
    {
        string name = server.NewName();
        byte[] large = new byte[DocumentBuffer.MaxDocumentBytes];
        new Random(1).NextBytes(large);
        using (DocumentBuffer buffer = DocumentBuffer.Open(server.Open(name)))
        {
            buffer.Push("small"u8);
            buffer.Push(large);
            buffer.Push(large);
        }

        using (DocumentBuffer buffer = DocumentBuffer.Open(server.Open(name)))
        {
            Assert.Equal(large, buffer.Pop());
            buffer.Flush();
            Assert.True(buffer.Peek().AsSpan().SequenceEqual(large));
            Assert.Single(buffer.Remove(1));
        }

        Assert.Equal((16 * 1024) + 5 + 16L, server.Cluster.Execute("SELECT length FROM bingobot.stores WHERE name = $1", name));
        Assert.Equal(3L, server.Cluster.Execute(
            "SELECT count(*) FROM bingobot.pages p JOIN bingobot.stores s ON s.id = p.store WHERE s.name = $1", name));
        using PostgresStore store = server.Open(name, new PostgresStoreOptions { ReadOnly = true });
        Assert.Empty(DocumentBuffer.Verify(store).Faults);
    }

    private sealed record Operation(string Name, int Number);

    private sealed class Subject : IDisposable
    {
        private readonly SharedServer _server;
        private readonly string _name;
        private readonly DocumentBufferOptions _options;
        private readonly List<byte[]> _model = [];
        private DocumentBuffer _buffer;
        private byte _next;

        public Subject(SharedServer server, int cacheDocuments, long cacheBytes)
        {
            _server = server;
            _name = server.NewName();
            _options = new DocumentBufferOptions { CacheDocuments = cacheDocuments, CacheBytes = cacheBytes };
            _buffer = Open();
        }

        public void Apply(Operation operation)
        {
            switch (operation.Name)
            {
                case "Push":
                    byte[] document = new byte[operation.Number];
                    document.AsSpan().Fill(++_next);
                    _buffer.Push(document);
                    _model.Add(document);
                    break;
                case "Pop":
                    Assert.Equal(_model.Count > 0, _buffer.TryPop(out byte[]? popped));
                    Assert.Equal(TopFirst(1).SingleOrDefault(), popped);
                    Drop(1);
                    break;
                case "Read":
                    Assert.Equal(TopFirst(operation.Number), _buffer.Read(operation.Number));
                    break;
                case "Remove":
                    Assert.Equal(TopFirst(operation.Number), _buffer.Remove(operation.Number));
                    Drop(operation.Number);
                    break;
                case "Forward":
                    Assert.Equal(_model.Skip(operation.Number), Walk(_buffer.ReadForward(operation.Number)));
                    break;
                case "Backward":
                    Assert.Equal(_model.AsEnumerable().Reverse().Skip(operation.Number), Walk(_buffer.ReadBackward(operation.Number)));
                    break;
                case "Flush":
                    _buffer.Flush();
                    break;
                case "FlushAsync":
                    _buffer.FlushAsync(TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
                    break;
                case "ReadOnly":
                    _buffer.Flush();
                    CheckReadOnly();
                    break;
                case "Clear":
                    _buffer.Clear();
                    _model.Clear();
                    break;
                default:
                    _buffer.Dispose();
                    _buffer = Open();
                    break;
            }

            Assert.Equal(_model.Count, _buffer.Count);
        }

        public void CheckAll()
        {
            Assert.Equal(_model, Walk(_buffer.ReadForward()));
            Apply(new Operation("Reopen", 0));
            Assert.Equal(TopFirst(int.MaxValue), _buffer.Read(int.MaxValue));
            Apply(new Operation("ReadOnly", 0));
        }

        public void Dispose() => _buffer.Dispose();

        private void CheckReadOnly()
        {
            var store = new PostgresStoreOptions { ReadOnly = true };
            using DocumentBuffer reader = DocumentBuffer.Open(_server.Open(_name, store), new DocumentBufferOptions { ReadOnly = true });
            Assert.Equal(_model, Walk(reader.ReadForward()));
        }

        private DocumentBuffer Open() =>
            DocumentBuffer.Open(_server.Open(_name, new PostgresStoreOptions { PendingBytes = PostgresStoreOptions.MinPendingBytes }), _options);

        private void Drop(int count)
        {
            count = Math.Min(count, _model.Count);
            _model.RemoveRange(_model.Count - count, count);
        }

        private List<byte[]> TopFirst(int count) => [.. _model.AsEnumerable().Reverse().Take(count)];

        private static List<byte[]> Walk(DocumentReader reader)
        {
            var documents = new List<byte[]>();
            foreach (ReadOnlySpan<byte> document in reader)
                documents.Add(document.ToArray());
            return documents;
        }
    }
}
