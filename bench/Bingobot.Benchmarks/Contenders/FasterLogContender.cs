using System.Threading.Channels;
using Bingobot.Benchmarks.Measuring;
using FASTER.core;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// Microsoft's append-only log: 4 MiB pages, 64 MiB in memory, a checksum per entry, the commit kept in the log itself
/// (<c>FastCommitMode</c>) so that a commit is one write. https://microsoft.github.io/FASTER/docs/fasterlog-basics/
/// </summary>
internal sealed class FasterLogContender : IContender
{
    private const int PageBits = 22;
    private const int MemoryBits = 26;
    private const int SegmentBits = 30;

    public string Name => "FasterLog";

    public bool IsLimit => false;

    public bool IsDurable => true;

    public IDocumentLog Open(string directory, OpenOptions options)
    {
        IDevice device = Devices.CreateLogDevice(Path.Combine(directory, "log"));
        var settings = new FasterLogSettings
        {
            LogDevice = device,
            LogCommitDir = directory,
            PageSizeBits = PageBits,
            MemorySizeBits = MemoryBits,
            SegmentSizeBits = SegmentBits,
            LogChecksum = LogChecksumType.PerEntry,
            FastCommitMode = true,
            TryRecoverLatest = true,
        };
        return new Log(new FasterLog(settings), device);
    }

    private sealed class Log : IDocumentLog, IConcurrentAppender
    {
        private readonly FasterLog _log;
        private readonly IDevice _device;
        private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

        private readonly Task _committer;

        public Log(FasterLog log, IDevice device)
        {
            (_log, _device) = (log, device);
            _committer = Task.Run(CommitAsWantedAsync);
        }

        public void Append(ReadOnlySpan<byte> document) => _log.Enqueue(document);

        public void Append(Documents documents, long first, long count)
        {
            for (long i = first; i < first + count; i++)
                _log.Enqueue(documents.At(i));
        }

        public void Flush() => _log.Commit(spinWait: true);

        public async ValueTask AppendDurablyAsync(ReadOnlyMemory<byte> document)
        {
            long address = _log.Enqueue(document.Span);
            _wanted.Writer.TryWrite(true);
            await _log.WaitForCommitAsync(address + 1);
        }

        public void Replay(Reading reading)
        {
            using FasterLogScanIterator scan = _log.Scan(
                _log.BeginAddress, _log.CommittedUntilAddress, scanBufferingMode: ScanBufferingMode.DoublePageBuffering);
            var consumer = new Consumer(reading);
            while (true)
            {
                while (scan.TryConsumeNext(consumer))
                {
                    // The consumer has taken it, checksum verified.
                }

                if (scan.NextAddress >= _log.CommittedUntilAddress)
                    return;
                scan.WaitAsync().AsTask().GetAwaiter().GetResult();
            }
        }

        public void Dispose()
        {
            _wanted.Writer.Complete();
            _committer.GetAwaiter().GetResult();
            _log.Dispose();
            _device.Dispose();
        }

        /// <summary>One commit serves all that were enqueued before it began.</summary>
        private async Task CommitAsWantedAsync()
        {
            await foreach (bool _ in _wanted.Reader.ReadAllAsync())
                await _log.CommitAsync();
        }
    }

    /// <summary>Takes entries where they lie.</summary>
    private sealed class Consumer(Reading reading) : ILogEntryConsumer
    {
        public void Consume(ReadOnlySpan<byte> entry, long currentAddress, long nextAddress) => reading.Take(entry);
    }
}
