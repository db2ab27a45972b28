using System.Diagnostics;

namespace Bingobot.Storage.Tests.Stores;

/// <summary>
/// The file store on a block device: a loop device over a file. Where there is none to be had (no root, a kernel or container
/// without), the test says so in its output and passes: what it needs is the machine's, and cannot be installed.
/// </summary>
public sealed class BlockDeviceTests(ITestOutputHelper output) : IDisposable
{
    private const int DeviceBytes = 256 * 1024;
    private readonly string _image = Path.Combine(Path.GetTempPath(), $"device-{Guid.NewGuid():n}.img");

    public void Dispose() => File.Delete(_image);

    [Fact]
    public void Device_FilledAndOpenedAgain_KeepsItsDocuments()
    {
        File.WriteAllBytes(_image, new byte[DeviceBytes]);
        (bool attached, string device) = LoopSetup("--find", "--show", _image);
        if (!attached)
        {
            output.WriteLine($"NOT TESTED: a loop device cannot be had here: {device}");
            return;
        }

        try
        {
            FillAndReopen(device);
        }
        finally
        {
            LoopSetup("--detach", device);
        }
    }

    private void FillAndReopen(string device)
    {
        long count = 0;
        using (DocumentBuffer buffer = DocumentBuffer.Open(device, new DocumentBufferOptions { CacheDocuments = 2 }))
        {
            buffer.Push("first"u8);
            buffer.Flush();
            Assert.Throws<StoreLockedException>(() => DocumentBuffer.Open(device));
            IOException full = Assert.Throws<IOException>(() => PushUntilRefused(buffer));
            Assert.Contains($"'{device}' is full", full.Message, StringComparison.Ordinal);
            count = buffer.Count;
            buffer.Remove(4);
            buffer.Flush();
        }

        using var store = new FileStore(device);
        Assert.True(store.IsBlockDevice);
        Assert.Equal(DeviceBytes, store.Length);
        Assert.Throws<NotSupportedException>(() => store.SetLength(DeviceBytes / 2));
        Assert.Empty(DocumentBuffer.Verify(store).Faults);
        using DocumentBuffer again = DocumentBuffer.Open(store, leaveOpen: true);
        Assert.Equal(count - 4, again.Count);
        Assert.Equal("first"u8, again.Read(int.MaxValue)[^1]);
        output.WriteLine($"{count} documents filled {device}");
    }

    private static void PushUntilRefused(DocumentBuffer buffer)
    {
        for (int i = 0; i <= DeviceBytes / 1000; i++)
            buffer.Push(new byte[1000]);
    }

    private static (bool Worked, string Output) LoopSetup(params string[] arguments)
    {
        string? program = new[] { "/usr/sbin/losetup", "/sbin/losetup" }.FirstOrDefault(File.Exists);
        if (program is null)
            return (false, "there is no losetup");
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode == 0, said.Trim());
    }
}
