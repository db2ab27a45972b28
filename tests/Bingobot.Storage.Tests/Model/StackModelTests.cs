using System.Buffers;
using Bingobot.Storage.Engine;
using Bingobot.TestKit;
using CsCheck;

namespace Bingobot.Storage.Tests.Model;

/// <summary>Random sequences of all members against a <see cref="List{T}"/>, with reopening in the middle, on every store.</summary>
public sealed class StackModelTests
{
    public enum StoreKind
    {
        File,
        FileStream,
        SeekString,
        Memory,
    }

    private static readonly Gen<byte[]> GenDocument = Gen.Frequency(
        (8, Gen.Byte.Array[0, 40]),
        (2, Gen.Byte.Array[200, 1500]),
        (1, Gen.Const(Array.Empty<byte>())));

    private static readonly Gen<Operation> GenOperation = Gen.Frequency(
        (10, GenDocument.Select(document => new Operation("Push", 0, document))),
        (8, Gen.OneOf("Pop", "TryPop", "TryPopWriter", "Peek", "TryPeek", "TryPeekWriter")
            .Select(name => new Operation(name, 0, []))),
        (4, Gen.Select(Gen.OneOf("Read", "Remove", "Forward", "Backward"), Gen.Int[0, 30], (name, n) => new Operation(name, n, []))),
        (2, Gen.OneOf("Flush", "FlushAsync", "Reopen", "ReadOnly").Select(name => new Operation(name, 0, []))),
        (1, Gen.OneOf("Clear", "CloseJunk").Select(name => new Operation(name, 0, []))));

    [Theory]
    [InlineData(StoreKind.File, 60)]
    [InlineData(StoreKind.FileStream, 60)]
    [InlineData(StoreKind.SeekString, 300)]
    [InlineData(StoreKind.Memory, 600)]
    public void DocumentBuffer_RandomOperations_BehavesAsStack(StoreKind kind, int iterations)
    {
        Gen.Select(Gen.Int[0, 12], Gen.OneOf(0L, 64L, 700L, 64L * 1024), GenOperation.Array[0, 120]).Sample(
            (cacheDocuments, cacheBytes, operations) =>
            {
                using var subject = new Subject(kind, cacheDocuments, cacheBytes);
                foreach (Operation operation in operations)
                    subject.Apply(operation);
                subject.CheckAll();
            },
            iter: iterations,
            print: t => $"cache {t.Item1}/{t.Item2}: {string.Join(", ", t.Item3.Select(o => o.ToString()))}");
    }

    private sealed record Operation(string Name, int Number, byte[] Document)
    {
        public override string ToString() => Name == "Push" ? $"Push[{Document.Length}]" : $"{Name}({Number})";
    }

    /// <summary>A buffer and its model.</summary>
    private sealed class Subject : IDisposable
    {
        private readonly StoreKind _kind;
        private readonly string _path = Path.Combine(Path.GetTempPath(), $"model-{Guid.NewGuid():n}.docs");
        private readonly Stream? _stream;
        private readonly MemoryStore _memory = new();
        private readonly DocumentBufferOptions _options;
        private readonly List<byte[]> _model = [];
        private DocumentBuffer _buffer;

        public Subject(StoreKind kind, int cacheDocuments, long cacheBytes)
        {
            _kind = kind;
            _options = Options(cacheDocuments, cacheBytes, readOnly: false);
            _stream = kind switch
            {
                StoreKind.SeekString => new ReadWriteSeekString(),
                StoreKind.FileStream => new FileStream(_path, FileMode.Create, FileAccess.ReadWrite),
                _ => null,
            };
            _buffer = Open(_options);
        }

        public void Apply(Operation operation)
        {
            byte[]? top = _model.Count == 0 ? null : _model[^1];
            switch (operation.Name)
            {
                case "Push":
                    _buffer.Push(operation.Document);
                    _model.Add(operation.Document);
                    break;
                case "Pop" when top is null:
                    Assert.Throws<InvalidOperationException>(() => _buffer.Pop());
                    break;
                case "Peek" when top is null:
                    Assert.Throws<InvalidOperationException>(() => _buffer.Peek());
                    break;
                case "Pop":
                    Assert.Equal(top, _buffer.Pop());
                    Drop(1);
                    break;
                case "TryPop":
                    Assert.Equal(top is not null, _buffer.TryPop(out byte[]? popped));
                    Assert.Equal(top, popped);
                    Drop(1);
                    break;
                case "TryPopWriter":
                    AssertWritten(top, _buffer.TryPop);
                    Drop(1);
                    break;
                case "Peek":
                    Assert.Equal(top, _buffer.Peek());
                    break;
                case "TryPeek":
                    Assert.Equal(top is not null, _buffer.TryPeek(out byte[]? peeked));
                    Assert.Equal(top, peeked);
                    break;
                case "TryPeekWriter":
                    AssertWritten(top, _buffer.TryPeek);
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
                case "Clear":
                    _buffer.Clear();
                    _model.Clear();
                    break;
                default:
                    ApplyToStore(operation.Name);
                    break;
            }

            Assert.Equal(_model.Count, _buffer.Count);
            Assert.Equal(_model.Count == 0, _buffer.IsEmpty);
            Assert.InRange(_buffer.Cached, 0, _options.CacheDocuments);
        }

        public void CheckAll()
        {
            Assert.Equal(_model, Walk(_buffer.ReadForward()));
            Reopen();
            Assert.Equal(TopFirst(int.MaxValue), _buffer.Read(int.MaxValue));
            CheckReadOnly();
        }

        public void Dispose()
        {
            _buffer.Dispose();
            _stream?.Dispose();
            File.Delete(_path);
        }

        private void ApplyToStore(string name)
        {
            switch (name)
            {
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
                case "CloseJunk":
                    long useful = _buffer.Close();
                    if (_kind == StoreKind.Memory)
                        _memory.Write(useful, [1, 2, 3, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0]);
                    _buffer = Open(_options);
                    break;
                default:
                    Reopen();
                    break;
            }
        }

        private void Reopen()
        {
            _buffer.Dispose();
            _buffer = Open(_options);
        }

        private void CheckReadOnly()
        {
            if (_kind is StoreKind.FileStream or StoreKind.SeekString)
                return;
            using DocumentBuffer reader = Open(Options(3, 1000, readOnly: true));
            Assert.Equal(TopFirst(int.MaxValue), Walk(reader.ReadBackward()));
            Assert.Throws<InvalidOperationException>(() => reader.Push([1]));
        }

        private DocumentBuffer Open(DocumentBufferOptions options) => _kind switch
        {
            StoreKind.File => DocumentBuffer.Open(_path, options),
            StoreKind.Memory => DocumentBuffer.Open(_memory, options, leaveOpen: true),
            _ => DocumentBuffer.Open(_stream!, options, leaveOpen: true),
        };

        private static DocumentBufferOptions Options(int cacheDocuments, long cacheBytes, bool readOnly) => new()
        {
            CacheDocuments = cacheDocuments,
            CacheBytes = cacheBytes,
            ReadOnly = readOnly,
            Tuning = new EngineTuning { ChunkBytes = 256, ReadBytes = 512, UnprovenLimit = 2048 },
        };

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

        private static void AssertWritten(byte[]? expected, Func<IBufferWriter<byte>, bool> call)
        {
            var writer = new ArrayBufferWriter<byte>();
            Assert.Equal(expected is not null, call(writer));
            Assert.Equal(expected ?? [], writer.WrittenSpan.ToArray());
        }
    }
}
