namespace Bingobot.Storage.Tests.Stores;

/// <summary>A real file system that fills up: what does not fit is refused and changes nothing, everything else goes on.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const long SystemBytes = 3 * 1024 * 1024;
    private const int DocumentBytes = 1000;
    private const int MostDocuments = (int)(SystemBytes / DocumentBytes);

    /// <summary>What a file system may need for itself to store a file's growth, and the rest of a block.</summary>
    private const long Slack = 24 * 1024;

    public static TheoryData<string, int> SystemsAndCaches => new()
    {
        { "tmpfs", 0 }, { "tmpfs", 16 }, { "tmpfs", MostDocuments + 1 },
        { "ext4", 0 }, { "ext4", 16 }, { "ext4", MostDocuments + 1 },
    };

    [Theory]
    [MemberData(nameof(SystemsAndCaches))]
    public void Disk_FilledByPushesAndFlushes_RefusesWithoutAChangeAndGoesOn(string kind, int cache)
    {
        using SmallFileSystem system = SmallFileSystem.Mount(kind, SystemBytes);
        string path = Path.Combine(system.Folder, "store.docs");
        var options = new DocumentBufferOptions { CacheDocuments = cache, TruncateOnClose = false };
        long useful;
        int left;
        using (DocumentBuffer buffer = DocumentBuffer.Open(path, options))
        {
            int acknowledged = FillUntilRefused(buffer);
            int count = (int)buffer.Count;
            RequireHolds(buffer.ReadForward(), count);
            RequireAcknowledged(path, acknowledged);

            left = count - 1;
            Assert.Equal(Document(left), buffer.Pop());
            while (Record.Exception(buffer.Flush) is { } full)
            {
                RequireFull(full);
                Assert.Equal(Document(--left), buffer.Pop());
            }

            RequireAcknowledged(path, left);
            useful = buffer.Close();
        }

        RequireAcknowledged(path, left);
        Assert.True(new FileInfo(path).Length >= useful);
        using DocumentBuffer again = DocumentBuffer.Open(path, options);
        RequireHolds(again.ReadForward(), left);
        output.WriteLine($"{left} documents of {DocumentBytes} bytes filled a {kind} of {SystemBytes} bytes, {system.Free} left");
        Assert.True(left > MostDocuments / 2);
    }

    [Theory]
    [InlineData("tmpfs")]
    [InlineData("ext4")]
    public async Task FlushAsync_DiskFull_FailsForAllWhoWaitAndWorksOnceThereIsRoom(string kind)
    {
        using SmallFileSystem system = SmallFileSystem.Mount(kind, SystemBytes);
        using DocumentBuffer buffer = DocumentBuffer.Open(Path.Combine(system.Folder, "store.docs"));
        Fill(buffer, 10);
        await buffer.FlushAsync(TestContext.Current.CancellationToken);
        Fill(buffer, MostDocuments);
        Task[] waits = [.. Enumerable.Range(0, 4).Select(_ => buffer.FlushAsync(TestContext.Current.CancellationToken).AsTask())];
        foreach (Task wait in waits)
            RequireFull(await Assert.ThrowsAnyAsync<IOException>(() => wait));
        Assert.Equal(MostDocuments, buffer.Count);
        RequireFull(Record.Exception(() => buffer.Close()));
        buffer.Remove(MostDocuments - 100);
        await buffer.FlushAsync(TestContext.Current.CancellationToken);
        RequireAcknowledged(Path.Combine(system.Folder, "store.docs"), 100);
    }

    /// <summary>Not a byte is free: what needs none works all the same, whatever was written ahead.</summary>
    [Theory]
    [InlineData("tmpfs")]
    [InlineData("ext4")]
    public void Disk_WithoutAFreeByte_StillPopsFlushesAndCloses(string kind)
    {
        using SmallFileSystem system = SmallFileSystem.Mount(kind, SystemBytes);
        string path = Path.Combine(system.Folder, "store.docs");
        using (DocumentBuffer buffer = DocumentBuffer.Open(path))
        {
            Fill(buffer, 200);
            buffer.Flush();
            system.Leave(0);
            for (int left = 199; left > 50; left--)
            {
                Assert.Equal(Document(left), buffer.Pop());
                buffer.Flush();
            }

            Fill(buffer, 150);
            buffer.Flush();
            RequireAcknowledged(path, 150);
            buffer.Close();
        }

        RequireAcknowledged(path, 150);
        using DocumentBuffer again = DocumentBuffer.Open(path);
        again.Pop();
        again.Flush();
        RequireAcknowledged(path, 149);
    }

    /// <summary>Space that is written ahead of the documents is a convenience: it may not cost the documents their own.</summary>
    [Theory]
    [InlineData("tmpfs", 64 * 1024)]
    [InlineData("tmpfs", 700 * 1024)]
    [InlineData("ext4", 64 * 1024)]
    [InlineData("ext4", 700 * 1024)]
    public void Disk_NearlyFull_TakesDocumentsUpToItsLastBlock(string kind, int room)
    {
        using SmallFileSystem system = SmallFileSystem.Mount(kind, SystemBytes);
        string path = Path.Combine(system.Folder, "store.docs");
        using DocumentBuffer buffer = DocumentBuffer.Open(path);
        Fill(buffer, 1);
        buffer.Flush();
        system.Leave(room);
        long free = system.Free + new FileInfo(path).Length;
        int acknowledged = FillUntilRefused(buffer);
        output.WriteLine($"{acknowledged} documents of {DocumentBytes} bytes in {free} bytes of {kind}");
        Assert.True((long)acknowledged * DocumentBytes >= free - (16 * 1024) - Slack - (acknowledged * 16L));
        RequireAcknowledged(path, acknowledged);
        while (Record.Exception(buffer.Flush) is not null)
            buffer.Pop();
    }

    /// <summary>Flushes after every few pushes. Returns how many documents were acknowledged.</summary>
    private static int FillUntilRefused(DocumentBuffer buffer)
    {
        int acknowledged = (int)buffer.Count;
        while (true)
        {
            int count = (int)buffer.Count;
            Exception? refusal = Record.Exception(() => buffer.Push(Document(count)));
            if (refusal is null && count % 4 == 3)
            {
                count++;
                refusal = Record.Exception(buffer.Flush);
                acknowledged = refusal is null ? count : acknowledged;
            }

            if (refusal is null)
            {
                Assert.True(count <= MostDocuments);
                continue;
            }

            RequireFull(refusal);
            Assert.Equal(count, buffer.Count);
            return acknowledged;
        }
    }

    private static void Fill(DocumentBuffer buffer, int count)
    {
        for (int i = (int)buffer.Count; i < count; i++)
            buffer.Push(Document(i));
    }

    private static void RequireFull(Exception? refusal)
    {
        Assert.IsAssignableFrom<IOException>(refusal);
        Assert.IsNotType<StoreFailedException>(refusal);
        Assert.IsNotType<CorruptStoreException>(refusal);
    }

    /// <summary>What a reader beside the writer, or after a crash, finds in the file.</summary>
    private static void RequireAcknowledged(string path, int documents)
    {
        using (var store = new FileStore(path, readOnly: true))
            Assert.Empty(DocumentBuffer.Verify(store).Faults);
        using DocumentBuffer beside = DocumentBuffer.Open(path, new DocumentBufferOptions { ReadOnly = true });
        RequireHolds(beside.ReadForward(), documents);
    }

    private static void RequireHolds(DocumentReader reader, int documents)
    {
        int read = 0;
        foreach (ReadOnlySpan<byte> document in reader)
            Assert.True(document.SequenceEqual(Document(read++)));
        Assert.Equal(documents, read);
    }

    private static byte[] Document(int number)
    {
        byte[] document = new byte[DocumentBytes];
        new Random(number).NextBytes(document);
        return document;
    }
}
