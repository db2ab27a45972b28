using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Stores;

public sealed class ReadWriteSeekStringTests
{
    [Fact]
    public void Read_FromBegin_ReturnsContentAndMoves()
    {
        using var stream = new ReadWriteSeekString("hello");
        byte[] buffer = new byte[3];
        Assert.Equal(3, stream.Read(buffer, 0, 3));
        Assert.Equal("hel"u8.ToArray(), buffer);
        Assert.Equal(3, stream.Position);
        Assert.Equal(2, stream.Read(buffer));
        Assert.Equal("lol"u8.ToArray(), buffer);
        Assert.Equal(0, stream.Read(buffer));
    }

    [Fact]
    public void Read_PastTheEnd_ReturnsZero()
    {
        using var stream = new ReadWriteSeekString("ab") { Position = 10 };
        Assert.Equal(0, stream.Read(new byte[4]));
        Assert.Equal(-1, stream.ReadByte());
        Assert.Equal(10, stream.Position);
    }

    [Fact]
    public void Write_InTheMiddle_Overwrites()
    {
        using var stream = new ReadWriteSeekString("hello") { Position = 1 };
        stream.Write("EL"u8);
        Assert.Equal("hELlo", stream.ToString());
        Assert.Equal(3, stream.Position);
        Assert.Equal(5, stream.Length);
    }

    [Fact]
    public void Write_AcrossTheEnd_Grows()
    {
        using var stream = new ReadWriteSeekString("hello") { Position = 4 };
        stream.Write("O!"u8.ToArray(), 0, 2);
        Assert.Equal("hellO!", stream.ToString());
    }

    [Fact]
    public void Write_PastTheEnd_FillsTheGapWithNul()
    {
        using var stream = new ReadWriteSeekString("a");
        stream.Seek(3, SeekOrigin.Begin);
        Assert.Equal(1, stream.Length);
        stream.WriteByte((byte)'b');
        Assert.Equal("a\0\0b", stream.ToString());
    }

    [Fact]
    public void Write_Nothing_DoesNotGrow()
    {
        using var stream = new ReadWriteSeekString { Position = 5 };
        stream.Write([]);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Write_ManyPieces_AreAllOverwritten()
    {
        using var stream = new ReadWriteSeekString();
        byte[] all = [.. Enumerable.Range(0, 40_000).Select(i => (byte)i)];
        foreach (byte[] piece in all.Chunk(777))
            stream.Write(piece);
        stream.Position = 100;
        stream.Write(all.AsSpan(200, 30_000));
        byte[] read = new byte[40_000];
        stream.Position = 0;
        stream.ReadExactly(read);
        all.AsSpan(200, 30_000).ToArray().CopyTo(all, 100);
        Assert.Equal(all, read);
    }

    [Fact]
    public void Write_EveryByte_IsOneLatin1Character()
    {
        using var stream = new ReadWriteSeekString();
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        stream.Write(all);
        Assert.Equal(256, stream.ToString().Length);
        Assert.Equal('\u00ff', stream.ToString()[255]);
        stream.Position = 0;
        byte[] read = new byte[256];
        stream.ReadExactly(read);
        Assert.Equal(all, read);
    }

    [Theory]
    [InlineData(2, SeekOrigin.Begin, 2)]
    [InlineData(2, SeekOrigin.Current, 3)]
    [InlineData(-1, SeekOrigin.Current, 0)]
    [InlineData(-2, SeekOrigin.End, 3)]
    [InlineData(0, SeekOrigin.End, 5)]
    [InlineData(7, SeekOrigin.End, 12)]
    public void Seek_FromEachOrigin_ReturnsThePosition(long offset, SeekOrigin origin, long expected)
    {
        using var stream = new ReadWriteSeekString("hello") { Position = 1 };
        Assert.Equal(expected, stream.Seek(offset, origin));
        Assert.Equal(expected, stream.Position);
    }

    [Theory]
    [InlineData(-1, SeekOrigin.Begin)]
    [InlineData(-1, SeekOrigin.Current)]
    [InlineData(-6, SeekOrigin.End)]
    public void Seek_BeforeTheBeginning_ThrowsAndStays(long offset, SeekOrigin origin)
    {
        using var stream = new ReadWriteSeekString("hello");
        Assert.Throws<IOException>(() => stream.Seek(offset, origin));
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public void Seek_UnknownOrigin_Throws()
    {
        using var stream = new ReadWriteSeekString();
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Seek(0, (SeekOrigin)9));
    }

    [Fact]
    public void SetLength_Always_IsNotSupported()
    {
        using var stream = new ReadWriteSeekString("hello");
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
        Assert.Equal("hello", stream.ToString());
    }

    [Fact]
    public void Constructor_WideCharacter_Throws() =>
        Assert.Throws<ArgumentException>(() => new ReadWriteSeekString("a\u0100"));

    [Fact]
    public void AnyMember_Disposed_ThrowsButToStringStays()
    {
        var stream = new ReadWriteSeekString("hello");
        Assert.True(stream.CanRead && stream.CanWrite && stream.CanSeek);
        stream.Dispose();
        Assert.False(stream.CanRead || stream.CanWrite || stream.CanSeek);
        Assert.Throws<ObjectDisposedException>(() => stream.Length);
        Assert.Throws<ObjectDisposedException>(() => stream.Position);
        Assert.Throws<ObjectDisposedException>(() => stream.Read(new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => stream.Write(new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<ObjectDisposedException>(stream.Flush);
        Assert.Equal("hello", stream.ToString());
    }
}
