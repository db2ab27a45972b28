using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Buffer;

public sealed class FailureTests
{
    [Fact]
    public void Flush_BarrierFails_PoisonsUntilReopened()
    {
        using var store = new FaultyStore(1);
        DocumentBuffer buffer = MemberTests.Filled(store, 8, 3);
        buffer.Flush();
        buffer.Push([1]);
        store.BarrierFailures = 1000;
        Assert.Throws<StoreFailedException>(buffer.Flush);
        store.BarrierFailures = 0;
        long writes = store.Writes;
        Assert.Throws<StoreFailedException>(buffer.Flush);
        Assert.Throws<StoreFailedException>(() => buffer.Push([2]));
        Assert.Throws<StoreFailedException>(() => buffer.Pop());
        Assert.Throws<StoreFailedException>(() => buffer.Remove(1));
        Assert.Throws<StoreFailedException>(buffer.Clear);
        Assert.Throws<StoreFailedException>(() => buffer.FlushAsync().AsTask().GetAwaiter().GetResult());
        Assert.Equal([1], buffer.Peek());
        Assert.Throws<StoreFailedException>(() => buffer.Close());
        Assert.Throws<StoreFailedException>(() => buffer.Close());
        buffer.Dispose();
        Assert.Equal(writes, store.Writes);
        using DocumentBuffer healed = MemberTests.Open(store, 8);
        Assert.Equal(4, healed.Count);
        healed.Push([3]);
        healed.Flush();
    }

    [Fact]
    public async Task Push_AfterACommitFailedBelowTheDurableEnd_ThrowsInsteadOfWaitingForIt()
    {
        using var store = new FaultyStore(1);
        DocumentBuffer buffer = MemberTests.Filled(store, 2, 6);
        buffer.Flush();
        buffer.Remove(4);
        buffer.Push([1]);
        buffer.Push([2]);
        store.BarrierFailures = 1000;
        Assert.Throws<StoreFailedException>(buffer.Flush);
        CancellationToken stop = TestContext.Current.CancellationToken;
        Task push = Task.Run(() => buffer.Push([3]), stop);
        await Assert.ThrowsAsync<StoreFailedException>(() => push.WaitAsync(TimeSpan.FromSeconds(10), stop));
        buffer.Dispose();
    }

    [Fact]
    public void Flush_DiskFull_ChangesNothingAndPopsAndCloseStillWork()
    {
        using var store = new FaultyStore(1);
        DocumentBuffer buffer = MemberTests.Filled(store, 8, 3);
        buffer.Flush();
        store.Capacity = store.Length + 10;
        buffer.Push(new byte[600]);
        IOException full = Assert.ThrowsAny<IOException>(buffer.Flush);
        Assert.IsNotType<StoreFailedException>(full);
        Assert.Equal(4, buffer.Count);
        Assert.ThrowsAny<IOException>(() => buffer.Close());
        Assert.Equal(new byte[600], buffer.Pop());
        buffer.Flush();
        buffer.Close();
        using DocumentBuffer again = MemberTests.Open(store, 8);
        Assert.Equal(3, again.Count);
    }

    [Fact]
    public async Task FlushAsync_DiskFull_FailsWhoWaitsAndServesTheNext()
    {
        using var store = new FaultyStore(1);
        using DocumentBuffer buffer = MemberTests.Filled(store, 8, 3);
        buffer.Flush();
        store.Capacity = store.Length + 10;
        buffer.Push(new byte[600]);
        IOException full = await Assert.ThrowsAnyAsync<IOException>(async () => await buffer.FlushAsync(TestContext.Current.CancellationToken));
        Assert.IsNotType<StoreFailedException>(full);
        store.Capacity = int.MaxValue;
        await buffer.FlushAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Pop_DocumentsAboveADamagedOne_CanBeHad()
    {
        const int Damaged = 20;
        using var store = new MemoryStore();
        MemberTests.Filled(store, 8, 60).Close();
        long offset = 16 * 1024;
        for (int i = 0; i < Damaged; i++)
            offset += MemberTests.Document(i).Length + 16;
        store.Write(offset + 4, [0xff]);
        using DocumentBuffer buffer = MemberTests.Open(store, 8);
        for (int i = 59; i > Damaged; i--)
            Assert.Equal(MemberTests.Document(i), buffer.Pop());
        Assert.Throws<CorruptStoreException>(() => buffer.Pop());
        Assert.Throws<CorruptStoreException>(() => buffer.Peek());
        Assert.Equal(Damaged + 1, buffer.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Push_CacheAndDiskFull_PushesNothing(int cache)
    {
        using var store = new FaultyStore(1);
        using DocumentBuffer buffer = MemberTests.Filled(store, cache, cache);
        buffer.Flush();
        store.Capacity = store.Length;
        int pushed = 0;
        IOException? full = null;
        while (full is null)
        {
            full = Record.Exception(() => buffer.Push(new byte[100])) as IOException;
            pushed += full is null ? 1 : 0;
        }

        Assert.Equal(cache + pushed, buffer.Count);
        Assert.Equal(pushed, buffer.Remove(pushed).Count);
        Assert.Equal(cache, buffer.Count);
        store.Capacity = int.MaxValue;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5000)]
    [InlineData(16 * 1024)]
    [InlineData(17 * 1024)]
    public void Open_HalfAStore_IsRefusedAndLeftAsItIs(int bytes)
    {
        using var whole = new MemoryStore();
        MemberTests.Filled(whole, 8, 200).Close();
        using var half = new MemoryStore();
        half.Write(0, whole.ToArray().AsSpan(0, bytes));
        var refusal = Assert.Throws<CorruptStoreException>(() => MemberTests.Open(half, 8));
        Assert.Contains($"offset {refusal.Offset}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(refusal.Expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Restore", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(whole.ToArray()[..bytes], half.ToArray());
        Assert.NotEmpty(DocumentBuffer.Verify(half).Faults);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9000)]
    [InlineData(100_000)]
    public void Open_AnotherKindOfFile_IsRefusedAndLeftAsItIs(int offset)
    {
        using var store = new MemoryStore();
        store.Write(offset, "#!/bin/sh"u8);
        byte[] before = store.ToArray();
        var refusal = Assert.Throws<CorruptStoreException>(() => MemberTests.Open(store, 8));
        Assert.Equal(offset == 9000 ? 9000 : offset, refusal.Offset);
        Assert.Equal(before, store.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    [InlineData(2_000_000)]
    public void Open_BlankStore_IsFormatted(int bytes)
    {
        using var store = new MemoryStore();
        store.SetLength(bytes);
        using (DocumentBuffer buffer = MemberTests.Open(store, 8))
            buffer.Push([1]);
        using DocumentBuffer again = MemberTests.Open(store, 8);
        Assert.Equal([1], again.Pop());
    }

    [Fact]
    public void AnySingleBit_OfAClosedStoreFlipped_IsNeverOtherDocuments()
    {
        using var store = new MemoryStore();
        MemberTests.Filled(store, 8, 12).Close();
        byte[] good = store.ToArray();
        byte[][] expected = [.. Enumerable.Range(0, 12).Reverse().Select(MemberTests.Document)];
        for (int offset = 0; offset < good.Length; offset++)
        {
            bool slotOrRecord = offset % 4096 < 512 || offset >= 16 * 1024;
            if (!slotOrRecord)
                continue;
            byte[] bad = [.. good];
            bad[offset] ^= (byte)(1 << (offset % 8));
            using var rotten = new MemoryStore();
            rotten.Write(0, bad);
            VerifyReport report = DocumentBuffer.Verify(rotten);
            Assert.False(report.IsSound, $"offset {offset}");
            Assert.All(report.Faults, fault => Assert.InRange(fault.Offset, 0, good.Length));
            try
            {
                using DocumentBuffer buffer = DocumentBuffer.Open(rotten, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);
                Assert.Equal(expected, buffer.Read(int.MaxValue));
                Assert.True(offset < 16 * 1024, $"offset {offset} was not noticed");
            }
            catch (CorruptStoreException e)
            {
                Assert.InRange(e.Offset, 16 * 1024, good.Length);
            }
        }
    }

    [Fact]
    public void Open_NewerFormatVersion_IsRefusedByName()
    {
        using var store = new MemoryStore();
        MemberTests.Open(store, 8).Close();
        byte[] slot = store.ToArray()[..512];
        slot[8] = 2;
        UInt128 sum = System.IO.Hashing.XxHash128.HashToUInt128(slot.AsSpan(0, 496));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(slot.AsSpan(496), sum);
        store.Write(0, slot);
        var refusal = Assert.Throws<CorruptStoreException>(() => MemberTests.Open(store, 8));
        Assert.Equal(8, refusal.Offset);
        Assert.Contains("version 1, found 2", refusal.Message, StringComparison.Ordinal);
    }
}
