using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;
using Microsoft.Win32.SafeHandles;

namespace Bingobot.Benchmarks.Limits;

/// <summary>
/// What the file system does: documents framed beforehand (16 bytes more each), written 1 MiB at a time, or a batch and a
/// barrier at a time over space already written; read 1 MiB at a time. Nothing is framed, hashed or parsed while time is taken.
/// </summary>
/// <param name="slots">
/// Whether each batch also writes two sectors elsewhere, as the DocumentBuffer's format has it: in what a batch and its state can
/// be told apart from half of them behind one barrier.
/// </param>
/// <param name="growing">Whether batches make the file longer, also where others write over space already written.</param>
internal sealed class FileLimit(bool slots = false, bool growing = false) : IContender
{
    /// <summary>What the DocumentBuffer's format adds to a document.</summary>
    public const int FrameOverhead = 16;

    private const int SlotBytes = 512;
    private const int PageBytes = 4 * 1024;
    private const int SlotPages = 4;
    private const int BatchBytes = 1024 * 1024;
    private const int PrewrittenBatches = 64;

    public string Name => slots ? "limit: file and two slots" : growing ? "limit: growing file" : "limit: file";

    public bool WritesSlots => slots;

    public bool IsLimit => true;

    public bool IsDurable => true;

    public IDocumentLog Open(string directory, OpenOptions options)
    {
        byte[] image = FramedBeforehand(options.DocumentBytes);
        SafeFileHandle file = File.OpenHandle(
            Path.Combine(directory, "frames"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        bool prewritten = options.Use == Use.DurableBatches && !growing;
        int start = slots ? SlotPages * PageBytes : 0;
        if (prewritten)
        {
            RandomAccess.Write(file, new byte[start], 0);
            for (int batch = 0; batch < PrewrittenBatches; batch++)
                RandomAccess.Write(file, image, start + ((long)batch * image.Length));
            NativeMethods.SyncData(file);
        }

        return new Log(file, image, options.DocumentBytes + FrameOverhead, prewritten, start);
    }

    private static byte[] FramedBeforehand(int documentBytes)
    {
        var documents = new Documents(documentBytes);
        int frameBytes = documentBytes + FrameOverhead;
        byte[] image = new byte[BatchBytes / frameBytes * frameBytes];
        for (int i = 0; i < image.Length / frameBytes; i++)
            documents.At(i).CopyTo(image.AsSpan(i * frameBytes));
        return image;
    }

    private sealed class Log(SafeFileHandle file, byte[] image, int frameBytes, bool wraps, int start) : IDocumentLog
    {
        private long _written = wraps ? 0 : RandomAccess.GetLength(file) / frameBytes;
        private int _pending;
        private int _slot;

        private int BatchFrames => image.Length / frameBytes;

        public void Append(ReadOnlySpan<byte> document)
        {
            if (++_pending == BatchFrames)
                WritePending();
        }

        public void Append(Documents documents, long first, long count)
        {
            while (count > 0)
            {
                int frames = (int)Math.Min(count, BatchFrames - _pending);
                _pending += frames;
                count -= frames;
                if (_pending == BatchFrames)
                    WritePending();
            }
        }

        public void Flush()
        {
            WritePending();
            if (start > 0)
                WriteSlot();
            NativeMethods.SyncData(file);
        }

        public void Replay(Reading reading)
        {
            byte[] block = new byte[image.Length];
            long stored = wraps ? Math.Min(_written, (long)BatchFrames * PrewrittenBatches) : _written;
            for (long frame = 0; frame < stored;)
            {
                int frames = (int)Math.Min(BatchFrames, stored - frame);
                Span<byte> part = block.AsSpan(0, frames * frameBytes);
                if (RandomAccess.Read(file, part, start + (frame * frameBytes)) != part.Length)
                    throw new WrongContentException("The file ended early.");
                if (reading.EveryByte && !part.SequenceEqual(image.AsSpan(0, part.Length)))
                    throw new WrongContentException($"The frames from {frame} on are not those written.");
                frame += frames;
            }

            reading.TakeCompared(_written);
        }

        public void Dispose() => file.Dispose();

        private void WriteSlot()
        {
            _slot = 1 - _slot;
            RandomAccess.Write(file, image.AsSpan(0, SlotBytes), _slot * PageBytes);
            RandomAccess.Write(file, image.AsSpan(0, SlotBytes), (_slot + 2) * PageBytes);
        }

        private void WritePending()
        {
            while (_pending > 0)
            {
                int inImage = (int)(_written % BatchFrames);
                int frames = Math.Min(_pending, BatchFrames - inImage);
                long at = wraps ? _written % ((long)BatchFrames * PrewrittenBatches) : _written;
                RandomAccess.Write(file, image.AsSpan(inImage * frameBytes, frames * frameBytes), start + (at * frameBytes));
                _written += frames;
                _pending -= frames;
            }
        }
    }
}
