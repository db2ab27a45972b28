using System.Buffers.Binary;
using Bingobot.Storage.Engine;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>A damaged length is refused at once, wherever it says that its record starts.</summary>
public sealed class DamagedLengthTests
{
    private const int TrailerBytes = 12;
    private const int Overhead = 16;
    private const int DocumentBytes = 20;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(-1)]
    public async Task Read_LengthThatEndsBesideTheFirstRecord_IsRefusedAtOnce(int bytesAfterHead)
    {
        using var store = new MemoryStore();
        using (DocumentBuffer writer = DocumentBuffer.Open(store, new DocumentBufferOptions { Tuning = new EngineTuning { Salt = () => 1 } }, leaveOpen: true))
        {
            writer.Push(new byte[DocumentBytes]);
            writer.Push(new byte[DocumentBytes]);
        }

        byte[] length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)((2 * (DocumentBytes + Overhead)) - Overhead - bytesAfterHead));
        store.Write(store.Length - TrailerBytes, length);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);

        Task<IReadOnlyList<byte[]>> reading = Task.Run(() => buffer.Read(2), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<CorruptStoreException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ReadForward_LengthThatLeadsIntoTheJunk_IsRefused()
    {
        const int DocumentsOffset = 16 * 1024;
        const int JunkBytes = 4 * 1024;
        using var store = new MemoryStore();
        using (DocumentBuffer writer = DocumentBuffer.Open(store, leaveOpen: true))
        {
            writer.Push(new byte[DocumentBytes]);
            writer.Push(new byte[DocumentBytes]);
        }

        store.Write(store.Length, new byte[JunkBytes]);
        byte[] length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, 1000);
        store.Write(DocumentsOffset, length);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);

        Assert.Throws<CorruptStoreException>(() => MemberTests.Walk(buffer.ReadForward(skip: 1)));
    }
}
