using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;
using CsCheck;

namespace Bingobot.Storage.Tests.Format;

public sealed class SlotTests
{
    private static readonly Gen<Slot> GenSlot =
        from numbers in Gen.Long[0, 1L << 40].Array[4]
        from words in Gen.ULong.Array[6]
        from flags in Gen.Bool.Array[2]
        let ordered = numbers.Order().ToArray()
        let count = Math.Min(numbers[3], (ordered[2] - ordered[0]) / 16)
        where count > 0
        select new Slot
        {
            Id = flags[0] ? SlotId.A : SlotId.B,
            Clean = flags[1],
            Salt = words[0],
            Seq = (words[1] >> 2) | 1,
            OpNumber = words[2] >> 2,
            Head = ordered[0],
            HeadChain = words[3],
            Tail = ordered[2],
            TailChain = words[4],
            Count = count,
            Unproven = ordered[1],
            UnprovenChain = words[5],
        };

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame() => GenSlot.Sample(slot =>
    {
        byte[] page = new byte[Slot.Bytes];
        slot.Encode(page, 2);
        Assert.True(Slot.TryDecode(page, slot.Id, 2, out Slot decoded, out string? fault), fault);
        Assert.Equal(slot, decoded);
        Assert.False(Slot.TryDecode(page, slot.Id, 1, out _, out _));
    });

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(1UL << 62, 1UL << 62, true)]
    [InlineData((1UL << 62) + 1, 0, false)]
    [InlineData(1, (1UL << 62) + 1, false)]
    [InlineData(1, ulong.MaxValue, false)]
    public void Decode_NumbersAboutToStartAgain_AreRefused(ulong seq, ulong opNumber, bool isTaken)
    {
        byte[] page = new byte[Slot.Bytes];
        (Slot.Format(1) with { Seq = seq, OpNumber = opNumber }).Encode(page, 1);
        Assert.Equal(isTaken, Slot.TryDecode(page, SlotId.A, 1, out _, out _));
    }

    [Fact]
    public void Decode_ArbitraryBytes_IsRefusedWithAReason() => Gen.Byte.Array[0, 600].Sample(bytes =>
    {
        Assert.False(Slot.TryDecode(bytes, SlotId.A, 1, out _, out string? fault));
        Assert.NotNull(fault);
    });

    [Fact]
    public void Candidates_OtherSalt_AreLeftOut()
    {
        byte[] pages = new byte[StoreLayout.DocumentsOffset];
        Slot a = Slot.Format(1) with { Seq = 9 };
        a.Encode(pages, 1);
        (Slot.Format(2) with { Id = SlotId.B, Seq = 8 }).Encode(pages.AsSpan(StoreLayout.PageBytes), 1);
        Assert.Equal([a], SlotScan.Of(pages).Candidates());
    }

    /// <summary>Writers of version 1 leave the head at 0, but the format lets it be anywhere.</summary>
    [Fact]
    public void Open_HeadAboveZero_ReadsFromThere()
    {
        using var store = new MemoryStore();
        using (DocumentBuffer buffer = Buffer.MemberTests.Filled(store, 8, 10))
            buffer.Flush();
        Slot whole = SlotScan.Of(store.ToArray()).Candidates()[0];
        byte[] bytes = store.ToArray();
        long head = 0;
        for (int i = 0; i < 4; i++)
            head += Buffer.MemberTests.Document(i).Length + Frame.Overhead;
        ulong headChain = Frame.ReadChain(bytes.AsSpan((int)(StoreLayout.OffsetOf(head) - Frame.ChainBytes)));
        Slot cut = whole with { Seq = whole.Seq + 10, Head = head, HeadChain = headChain, Count = 6, Unproven = whole.Tail, UnprovenChain = whole.TailChain };
        byte[] page = new byte[Slot.Bytes];
        cut.Encode(page, 1);
        store.Write(StoreLayout.OffsetOf(cut.Id, 1), page);
        using DocumentBuffer again = Buffer.MemberTests.Open(store, 2);
        Assert.Equal(Enumerable.Range(4, 6).Select(Buffer.MemberTests.Document), Buffer.MemberTests.Walk(again.ReadForward()));
        Assert.Equal(6, again.Remove(100).Count);
        Assert.False(again.TryPop(out _));
        again.Push([1]);
        again.Flush();
        Assert.Equal([1], again.Peek());
    }
}
