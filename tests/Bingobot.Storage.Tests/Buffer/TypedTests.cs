using System.Buffers;
using System.Text;

namespace Bingobot.Storage.Tests.Buffer;

public sealed class TypedTests
{
    [Fact]
    public async Task DocumentBufferOfT_EveryMember_WorksOnValues()
    {
        using var store = new MemoryStore();
        await using (DocumentBuffer<string> buffer = DocumentBuffer<string>.Open(store, new Texts(), leaveOpen: true))
        {
            Assert.True(buffer.IsEmpty);
            Assert.False(buffer.TryPop(out _));
            Assert.False(buffer.TryPeek(out _));
            Assert.Throws<InvalidOperationException>(() => buffer.Pop());
            Assert.Throws<InvalidOperationException>(() => buffer.Peek());
            foreach (string text in new[] { "one", "two", "three", "four", "" })
                buffer.Push(text);
            Assert.Equal(5, buffer.Count);
            Assert.Equal(5, buffer.Cached);
            Assert.Equal("", buffer.Pop());
            Assert.Equal("four", buffer.Peek());
            Assert.True(buffer.TryPop(out string? popped));
            Assert.Equal("four", popped);
            Assert.Equal(["three", "two"], buffer.Read(2));
            buffer.Flush();
            await buffer.FlushAsync(TestContext.Current.CancellationToken);
            var walked = new List<string>();
            foreach (string text in buffer.ReadForward(1))
                walked.Add(text);
            foreach (string text in buffer.ReadBackward(2))
                walked.Add(text);
            Assert.Equal(["two", "three", "one"], walked);
            Assert.Equal(["three"], buffer.Remove(1));
        }

        using DocumentBuffer<string> again = DocumentBuffer<string>.Open(store, new Texts(), leaveOpen: true);
        Assert.Equal("two", again.Peek());
        again.Clear();
        Assert.Equal(16 * 1024, again.Close());
    }

    [Fact]
    public void TryPop_ValueThatCannotBeRead_StaysOnTheStack()
    {
        using DocumentBuffer<string> buffer = DocumentBuffer<string>.Open(new MemoryStore(), new Texts());
        buffer.Push("bad");
        Assert.Throws<FormatException>(() => buffer.Pop());
        Assert.Equal(1, buffer.Count);
    }

    [Fact]
    public void Remove_OneValueCannotBeRead_RemovesNone()
    {
        using DocumentBuffer<string> buffer = DocumentBuffer<string>.Open(new MemoryStore(), new Texts());
        foreach (string text in new[] { "one", "bad", "three" })
            buffer.Push(text);
        Assert.Throws<FormatException>(() => buffer.Remove(3));
        Assert.Equal(3, buffer.Count);
        Assert.Equal(["three"], buffer.Remove(1));
    }

    private sealed class Texts : IDocumentSerializer<string>
    {
        public void Serialize(string value, IBufferWriter<byte> destination) => Encoding.UTF8.GetBytes(value, destination);

        public string Deserialize(ReadOnlySpan<byte> document)
        {
            string text = Encoding.UTF8.GetString(document);
            return text == "bad" ? throw new FormatException("This text is refused.") : text;
        }
    }
}
