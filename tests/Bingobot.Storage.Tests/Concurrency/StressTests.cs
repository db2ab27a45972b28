using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Hashing;

namespace Bingobot.Storage.Tests.Concurrency;

/// <summary>
/// Writers, poppers, readers and flushers of all kinds on one buffer over a file, with a cache so small that it demotes and
/// promotes all the time. What was pushed is popped once or left, whole, and there again when the file is opened anew.
/// </summary>
public sealed class StressTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 3;
    private const int PushesEach = 40_000;
    private const int UsualDepth = 400;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"stress-{Guid.NewGuid():n}.docs");
    private readonly ConcurrentBag<long> _popped = [];
    private readonly CancellationTokenSource _done = new();
    private long _read;
    private long _flushed;
    private long _cancelled;

    public void Dispose()
    {
        _done.Dispose();
        File.Delete(_path);
    }

    [Theory]
    [InlineData(0, DocumentBufferOptions.DefaultCacheBytes)]
    [InlineData(7, DocumentBufferOptions.DefaultCacheBytes)]
    [InlineData(DocumentBufferOptions.DefaultCacheDocuments, 3_000)]
    public async Task Everything_AtOnceOnOneFile_LosesDoublesAndTearsNothing(int cacheDocuments, long cacheBytes)
    {
        var options = new DocumentBufferOptions { CacheDocuments = cacheDocuments, CacheBytes = cacheBytes };
        var watch = Stopwatch.StartNew();
        DocumentBuffer buffer = DocumentBuffer.Open(_path, options);
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Start(() => Write(buffer, writer)))];
        Task[] others =
        [
            Start(() => Pop(buffer, seed: 1)), Start(() => Pop(buffer, seed: 2)),
            Start(() => ReadForward(buffer)), Start(() => ReadBackward(buffer)), Start(() => Look(buffer)),
            FlushBeside(buffer), FlushAndGiveUp(buffer), Start(() => Flush(buffer)),
        ];
        await Task.WhenAll(writers).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        await _done.CancelAsync();
        await Task.WhenAll(others).WaitAsync(Deadline, TestContext.Current.CancellationToken);

        await buffer.FlushAsync(TestContext.Current.CancellationToken);
        long[] left = [.. buffer.Read(int.MaxValue).Select(document => Number(document))];
        CheckNothingIsLostOrDoubled(left);
        CheckFile(left, options, closed: false);
        buffer.Close();
        CheckFile(left, options, closed: true);
        output.WriteLine($"{Writers * PushesEach} pushed, {_popped.Count} popped, {left.Length} left, {_read} read, {_flushed} flushes, {_cancelled} given up, {watch.Elapsed.TotalSeconds:f1} s");
        Assert.True(_popped.Count > PushesEach && _read > PushesEach && _flushed > 10);
    }

    private static Task Start(Action action) =>
        Task.Factory.StartNew(action, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Write(DocumentBuffer buffer, int writer)
    {
        for (int i = 0; i < PushesEach; i++)
            buffer.Push(Document(((long)writer << 32) | (uint)i));
    }

    private void Pop(DocumentBuffer buffer, int seed)
    {
        var random = new Random(seed);
        var destination = new System.Buffers.ArrayBufferWriter<byte>();
        while (!_done.IsCancellationRequested)
        {
            if (buffer.Count < random.Next(2 * UsualDepth))
            {
                Thread.Yield();
                continue;
            }

            destination.ResetWrittenCount();
            foreach (byte[] document in random.Next(10) == 0 ? buffer.Remove(random.Next(20)) : [])
                _popped.Add(Number(document));
            if (random.Next(2) == 0 && buffer.TryPop(destination))
                _popped.Add(Number(destination.WrittenSpan));
            else if (buffer.TryPop(out byte[]? document))
                _popped.Add(Number(document));
        }
    }

    private void ReadForward(DocumentBuffer buffer)
    {
        while (!_done.IsCancellationRequested)
            ReadUntilRemoved(buffer.ReadForward(skip: Math.Max(0, buffer.Count - UsualDepth)));
    }

    private void ReadBackward(DocumentBuffer buffer)
    {
        while (!_done.IsCancellationRequested)
            ReadUntilRemoved(buffer.ReadBackward());
    }

    private void ReadUntilRemoved(DocumentReader reader)
    {
        try
        {
            foreach (ReadOnlySpan<byte> document in reader)
            {
                Number(document);
                Interlocked.Increment(ref _read);
            }
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // Documents that it had yet to read were popped: documented, and the reader is of no more use.
            return;
        }
    }

    private void Look(DocumentBuffer buffer)
    {
        while (!_done.IsCancellationRequested)
        {
            foreach (byte[] document in buffer.Read(50))
                Number(document);
            if (buffer.TryPeek(out byte[]? top))
                Number(top);
            Assert.InRange(buffer.Count, 0, Writers * PushesEach);
        }
    }

    private async Task FlushBeside(DocumentBuffer buffer)
    {
        while (!_done.IsCancellationRequested)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await buffer.FlushAsync())));
            Interlocked.Increment(ref _flushed);
        }
    }

    /// <summary>Gives up waiting at all kinds of moments; what the flush was for goes on all the same.</summary>
    private async Task FlushAndGiveUp(DocumentBuffer buffer)
    {
        var random = new Random(3);
        while (!_done.IsCancellationRequested)
        {
            using var stop = new CancellationTokenSource();
            Task flush = Task.Run(() => buffer.FlushAsync(stop.Token).AsTask());
            Thread.SpinWait(random.Next(20_000));
            await stop.CancelAsync();
            try
            {
                await flush;
                Interlocked.Increment(ref _flushed);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _cancelled);
            }
        }
    }

    private void Flush(DocumentBuffer buffer)
    {
        while (!_done.IsCancellationRequested)
        {
            buffer.Flush();
            Interlocked.Increment(ref _flushed);
        }
    }

    /// <summary>Each document was popped once or is left; of one writer, those left lie in the order in which it pushed them.</summary>
    private void CheckNothingIsLostOrDoubled(long[] left)
    {
        IEnumerable<long> pushed = Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, PushesEach).Select(i => ((long)writer << 32) | (uint)i));
        Assert.Equal(pushed.Order(), _popped.Concat(left).Order());
        foreach (IGrouping<long, long> writer in left.GroupBy(number => number >> 32))
            Assert.Equal(writer.OrderDescending(), writer);
    }

    /// <summary>While it is still open a reader beside it finds what the last flush acknowledged; after closing anyone does.</summary>
    private void CheckFile(long[] left, DocumentBufferOptions options, bool closed)
    {
        using (var store = new FileStore(_path, readOnly: true))
            Assert.Empty(DocumentBuffer.Verify(store).Faults);
        var readOnly = new DocumentBufferOptions { ReadOnly = true, CacheDocuments = options.CacheDocuments, CacheBytes = options.CacheBytes };
        using DocumentBuffer again = DocumentBuffer.Open(_path, closed ? options : readOnly);
        Assert.Equal(left, again.Read(int.MaxValue).Select(document => Number(document)));
    }

    /// <summary>A document that tells by itself whether it is whole, and which one it is.</summary>
    private static byte[] Document(long number)
    {
        byte[] document = new byte[(2 * sizeof(long)) + (int)(number * 7919 % 200)];
        document.AsSpan().Fill((byte)number);
        BinaryPrimitives.WriteInt64LittleEndian(document, number);
        BinaryPrimitives.WriteUInt64LittleEndian(document.AsSpan(sizeof(long)), 0);
        BinaryPrimitives.WriteUInt64LittleEndian(document.AsSpan(sizeof(long)), XxHash3.HashToUInt64(document));
        return document;
    }

    private static long Number(ReadOnlySpan<byte> document)
    {
        Assert.True(document.Length >= 2 * sizeof(long), $"A document of {document.Length} bytes, which nobody pushed.");
        long number = BinaryPrimitives.ReadInt64LittleEndian(document);
        Assert.True(document.SequenceEqual(Document(number)), $"Document {number:x} is torn.");
        return number;
    }
}
