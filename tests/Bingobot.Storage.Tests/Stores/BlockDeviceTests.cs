using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Stores;

/// <summary>The DocumentBuffer on a block device.</summary>
public sealed class BlockDeviceTests(ITestOutputHelper output) : IDisposable
{
    private const int DeviceBytes = 256 * 1024;
    private readonly string _image = Path.Combine(Path.GetTempPath(), $"device-{Guid.NewGuid():n}.img");

    public void Dispose() => File.Delete(_image);

    [Fact]
    public void Device_FilledAndOpenedAgain_KeepsItsDocuments() => OnADevice(FillAndReopen);

    [Fact]
    public void Device_ClosedWithJunkBehindTheEnd_IsReadUpToItsUsefulLength() => OnADevice(CloseWithJunk);

    [Fact]
    public void Device_FullWhileFlushing_ChangesNothingAndGoesOn() => OnADevice(FlushUntilFull);

    private void OnADevice(Action<string> test) => LoopDevice.With(_image, DeviceBytes, output, test);

    private void FillAndReopen(string device)
    {
        long count = 0;
        using (DocumentBuffer buffer = DocumentBuffer.Open(device, new DocumentBufferOptions { CacheDocuments = 2 }))
        {
            buffer.Push("first"u8);
            buffer.Flush();
            Assert.Throws<StoreLockedException>(() => DocumentBuffer.Open(device));
            IOException full = Assert.Throws<IOException>(() => PushMoreThanFits(buffer));
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

    /// <summary>Truncating is asked for by default; a device cannot, and what stays behind the end is never looked at.</summary>
    private void CloseWithJunk(string device)
    {
        const int Documents = 100;
        long useful = 0;
        for (int kept = Documents; kept > 0; kept /= 3)
        {
            DocumentBuffer buffer = DocumentBuffer.Open(device, new DocumentBufferOptions { CacheDocuments = 5 });
            while (buffer.Count < Documents)
                buffer.Push(new byte[1000]);
            buffer.Flush();
            buffer.Remove(Documents - kept);
            useful = buffer.Close();
            Assert.Equal((16 * 1024) + (kept * 1016L), useful);
            Assert.Equal(useful, buffer.Close());
            SpoilBehind(device, useful);
            using var store = new FileStore(device, readOnly: true);
            Assert.Equal(DeviceBytes, store.Length);
            VerifyReport report = DocumentBuffer.Verify(store);
            Assert.Empty(report.Faults);
            Assert.Equal(useful, report.UsefulBytes);
            Assert.Equal(kept, report.Documents);
        }

        using DocumentBuffer again = DocumentBuffer.Open(device);
        Assert.All(again.Read(int.MaxValue), document => Assert.Equal(new byte[1000], document));
        output.WriteLine($"{useful} of {DeviceBytes} bytes of {device} are useful");
    }

    private void FlushUntilFull(string device)
    {
        using (DocumentBuffer buffer = DocumentBuffer.Open(device))
        {
            buffer.Push("first"u8);
            buffer.Flush();
            PushMoreThanFits(buffer);
            long count = buffer.Count;
            IOException full = Assert.Throws<IOException>(buffer.Flush);
            Assert.Contains($"'{device}' is full", full.Message, StringComparison.Ordinal);
            Assert.Throws<IOException>(() => buffer.Close());
            Assert.Equal(count, buffer.Count);
            using (DocumentBuffer beside = DocumentBuffer.Open(device, new DocumentBufferOptions { ReadOnly = true }))
                Assert.Equal(1, beside.Count);
            while (Record.Exception(buffer.Flush) is not null)
                buffer.Pop();
        }

        using DocumentBuffer again = DocumentBuffer.Open(device);
        output.WriteLine($"{again.Count} documents fit {device}");
        Assert.True(again.Count > (DeviceBytes - (16 * 1024)) / 1016 - 2);
        Assert.Equal("first"u8, again.Read(int.MaxValue)[^1]);
    }

    /// <summary>As if the device had served another purpose before.</summary>
    private static void SpoilBehind(string device, long useful)
    {
        byte[] junk = new byte[DeviceBytes - useful];
        new Random(1).NextBytes(junk);
        using var store = new FileStore(device);
        store.Write(useful, junk);
        store.Barrier();
    }

    private static void PushMoreThanFits(DocumentBuffer buffer)
    {
        for (int i = 0; i <= DeviceBytes / 1000; i++)
            buffer.Push(new byte[1000]);
    }
}
