using System.Diagnostics;
using Bingobot.Storage.Stores;

namespace Bingobot.Storage.Tests.Stores;

public sealed class FileStoreTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"file-{Guid.NewGuid():n}.docs");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Open_SecondWriter_IsRefusedWithTheFilesName()
    {
        using DocumentBuffer first = DocumentBuffer.Open(_path);
        var refusal = Assert.Throws<StoreLockedException>(() => DocumentBuffer.Open(_path));
        Assert.Equal(_path, refusal.Path);
        Assert.Contains(_path, refusal.Message, StringComparison.Ordinal);
        first.Push([1]);
        first.Flush();
    }

    /// <summary>A process that is just being started has copies of all descriptors for a moment, and with them the lock.</summary>
    [Fact]
    public async Task Open_AfterClosingWhileProcessesAreStarted_IsNotRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /bin/true.");
        using var done = new CancellationTokenSource();
        Task[] starting = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    using var process = Process.Start("/bin/true");
                    process.WaitForExit();
                }
            },
            TestContext.Current.CancellationToken))];
        for (int i = 0; i < 1000; i++)
            new FileStore(_path).Dispose();
        await done.CancelAsync();
        await Task.WhenAll(starting);
    }

    [Fact]
    public void Open_InFoldersJustMade_Succeeds()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"made-{Guid.NewGuid():n}");
        try
        {
            string nested = Path.Combine(folder, "a", "b");
            Directory.CreateDirectory(nested);
            using (DocumentBuffer buffer = DocumentBuffer.Open(Path.Combine(nested, "new.docs")))
            {
                buffer.Push([1]);
                buffer.Flush();
            }

            using DocumentBuffer again = DocumentBuffer.Open(Path.Combine(nested, "new.docs"));
            Assert.Equal(1, again.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Open_AfterTheWriterClosed_Succeeds()
    {
        DocumentBuffer.Open(_path).Dispose();
        using DocumentBuffer second = DocumentBuffer.Open(_path);
        Assert.True(second.IsEmpty);
    }

    [Fact]
    public void Open_WriterInAnotherProcess_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/python3"), "Needs python3 to hold the lock from outside.");
        DocumentBuffer.Open(_path).Dispose();
        const string Script = """
            import fcntl, os, struct, sys
            fd = os.open(sys.argv[1], os.O_RDWR)
            fcntl.fcntl(fd, 37, struct.pack('hhqqi4x', 1, 0, 1 << 62, 1, 0))
            print('locked', flush=True)
            sys.stdin.readline()
            """;
        using var other = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, _path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Equal("locked", other.StandardOutput.ReadLine());
            Assert.Throws<StoreLockedException>(() => DocumentBuffer.Open(_path));
            using DocumentBuffer reader = DocumentBuffer.Open(_path, new DocumentBufferOptions { ReadOnly = true });
            Assert.True(reader.IsEmpty);
        }
        finally
        {
            other.StandardInput.Close();
            other.WaitForExit();
        }

        DocumentBuffer.Open(_path).Dispose();
    }

    [Fact]
    public void Open_ReadOnlyMissingFile_ThrowsAndCreatesNothing()
    {
        Assert.Throws<FileNotFoundException>(() => DocumentBuffer.Open(_path, new DocumentBufferOptions { ReadOnly = true }));
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void Open_ReadOnlyFile_WritesNothing()
    {
        using (DocumentBuffer writer = DocumentBuffer.Open(_path))
            writer.Push([1, 2, 3]);
        File.SetAttributes(_path, FileAttributes.ReadOnly);
        byte[] before = File.ReadAllBytes(_path);
        using (DocumentBuffer reader = DocumentBuffer.Open(_path, new DocumentBufferOptions { ReadOnly = true }))
            Assert.Equal([1, 2, 3], reader.Peek());
        Assert.Equal(before, File.ReadAllBytes(_path));
        File.SetAttributes(_path, FileAttributes.Normal);
    }

    [Fact]
    public void Barrier_OperatingSystemRefuses_ThrowsWithItsError()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A pipe cannot be synced on Linux.");
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        const int InvalidArgument = 22;
        var refused = Assert.Throws<IOException>(() => FileSync.Data(handle, "pipe"));
        Assert.Equal(InvalidArgument, refused.HResult);
        Assert.Contains("fdatasync of 'pipe' failed", refused.Message, StringComparison.Ordinal);
    }
}
