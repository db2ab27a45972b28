using Bingobot.Storage.Engine;

namespace Bingobot.Storage.Tests.Golden;

/// <summary>Files of format version 1 that must open for ever, and that the writer still produces byte for byte.</summary>
public sealed class GoldenFileTests
{
    private const string Closed = "v1-closed.docs";
    private const string Open = "v1-open.docs";

    [Theory]
    [InlineData(Closed)]
    [InlineData(Open)]
    public void Version1_Opened_HoldsItsDocuments(string name)
    {
        using var store = new MemoryStore();
        store.Write(0, File.ReadAllBytes(PathOf(name)));
        Assert.Empty(DocumentBuffer.Verify(store).Faults);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
        Assert.Equal(Expected(), Buffer.MemberTests.Walk(buffer.ReadForward()));
    }

    [Theory]
    [InlineData(Closed)]
    [InlineData(Open)]
    public void Version1_WrittenWithTheSameSalt_IsTheSameBytes(string name)
    {
        byte[] written = Write(close: name == Closed);
        string path = PathOf(name);
        if (Environment.GetEnvironmentVariable("BINGOBOT_WRITE_GOLDEN") is { } folder)
            File.WriteAllBytes(Path.Combine(folder, name), written);
        Assert.Equal(File.ReadAllBytes(path), written);
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    private static List<byte[]> Expected() => [[], "first"u8.ToArray(), new byte[300], "äöü"u8.ToArray(), [255]];

    private static byte[] Write(bool close)
    {
        using var store = new MemoryStore();
        var options = new DocumentBufferOptions { Tuning = new EngineTuning { Salt = () => 0x0123456789abcdef } };
        using DocumentBuffer buffer = DocumentBuffer.Open(store, options, leaveOpen: true);
        List<byte[]> documents = Expected();
        foreach (byte[] document in documents.Take(4))
            buffer.Push(document);
        buffer.Push("removed again"u8);
        buffer.Flush();
        buffer.Pop();
        buffer.Push(documents[4]);
        buffer.Flush();
        if (close)
            buffer.Close();
        return store.ToArray();
    }
}
