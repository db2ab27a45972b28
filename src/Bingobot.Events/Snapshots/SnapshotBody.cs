using System.Buffers.Binary;
using System.IO.Hashing;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>Writes a store from its header on, in large pieces, with a sum over what was written. Not thread-safe.</summary>
internal sealed class SnapshotBody(IBackingStore store)
{
    private const int BufferBytes = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly XxHash128 _sum = new();
    private long _position = SnapshotHeader.Bytes;
    private int _buffered;

    /// <summary>Where the next byte goes.</summary>
    public long Position => _position + _buffered;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_buffered == BufferBytes)
                Flush();
            int part = Math.Min(bytes.Length, BufferBytes - _buffered);
            bytes[..part].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += part;
            bytes = bytes[part..];
        }
    }

    public void Write(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Write(bytes);
    }

    public void Write(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        Write(bytes);
    }

    public void Write(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, number);
        Write(bytes);
    }

    /// <summary>Writes out what is left.</summary>
    /// <returns>The sum over all that was written.</returns>
    public UInt128 Finish()
    {
        Flush();
        return _sum.GetCurrentHashAsUInt128();
    }

    private void Flush()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _buffered);
        _sum.Append(bytes);
        store.Write(_position, bytes);
        _position += _buffered;
        _buffered = 0;
    }
}

/// <summary>Reads a part of a snapshot in large pieces. Not thread-safe.</summary>
internal sealed class SnapshotSection(SnapshotSource source, long begin, long end)
{
    private const int BufferBytes = 256 * 1024;

    private byte[] _buffer = [];
    private long _read = begin;
    private int _at;

    /// <summary>Where the next byte is.</summary>
    public long Position => _read - (_buffer.Length - _at);

    /// <summary>The next bytes, valid until the next call.</summary>
    /// <exception cref="SnapshotException">The section ends before.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_buffer.Length - _at < count)
        {
            long from = Position;
            if (end - from < count)
                throw new SnapshotException("a part of it ends too early");
            _buffer = new byte[Math.Min(end - from, Math.Max(count, BufferBytes))];
            source.Read(from, _buffer);
            _read = from + _buffer.Length;
            _at = 0;
        }

        _at += count;
        return _buffer.AsSpan(_at - count, count);
    }

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public UInt128 UInt128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(2 * sizeof(ulong)));
}

/// <summary>A snapshot is not to be used.</summary>
/// <param name="reason">Why.</param>
/// <param name="innerException">What it shows by.</param>
internal sealed class SnapshotException(string reason, Exception? innerException = null) : Exception(reason, innerException);
