using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Limits;

/// <summary>What memory does: each document copied into a ring of 64 MiB, and read from there. Nothing survives.</summary>
internal sealed class RingLimit : IContender
{
    private const int RingBytes = 64 * 1024 * 1024;

    public string Name => "limit: ring in memory";

    public bool IsLimit => true;

    public bool IsDurable => false;

    public IDocumentLog Open(string directory, OpenOptions options) => new Ring(options.DocumentBytes);

    private sealed class Ring : IDocumentStack
    {
        private readonly byte[] _bytes;
        private readonly int _documentBytes;
        private int _top;

        public Ring(int documentBytes)
        {
            _documentBytes = documentBytes;
            _bytes = new byte[RingBytes / documentBytes * documentBytes];
            Array.Fill(_bytes, byte.MaxValue);
        }

        public long Count { get; private set; }

        public void Append(ReadOnlySpan<byte> document)
        {
            document.CopyTo(_bytes.AsSpan(_top, _documentBytes));
            _top += _documentBytes;
            if (_top == _bytes.Length)
                _top = 0;
            Count++;
        }

        public void Append(Documents documents, long first, long count)
        {
            for (long i = first; i < first + count; i++)
                Append(documents.At(i));
        }

        public void Flush()
        {
        }

        public void Pop(long count, Reading reading)
        {
            for (long i = 0; i < count; i++)
            {
                _top = (_top == 0 ? _bytes.Length : _top) - _documentBytes;
                reading.Take(_bytes.AsSpan(_top, _documentBytes));
                Count--;
            }
        }

        public void ReadNewest(int count, Reading reading)
        {
            int at = _top;
            for (int i = 0; i < count; i++)
            {
                at = (at == 0 ? _bytes.Length : at) - _documentBytes;
                reading.Take(_bytes.AsSpan(at, _documentBytes));
            }
        }

        /// <summary>What the ring still holds; older documents were overwritten.</summary>
        public void Replay(Reading reading)
        {
            int kept = (int)Math.Min(Count, _bytes.Length / _documentBytes);
            reading.TakeCompared(Count - kept);
            int at = (_top - (kept % (_bytes.Length / _documentBytes) * _documentBytes) + _bytes.Length) % _bytes.Length;
            for (int i = 0; i < kept; i++)
            {
                reading.Take(_bytes.AsSpan(at, _documentBytes));
                at = (at + _documentBytes) % _bytes.Length;
            }
        }

        public void Dispose()
        {
        }
    }
}
