using Bingobot.Storage;
using Bingobot.TestKit;

namespace Bingobot.Tests.Commands;

/// <summary><c>docs</c> on a block device.</summary>
public sealed class DocsDeviceTests(ITestOutputHelper output) : IDisposable
{
    private const int DeviceBytes = 256 * 1024;
    private readonly string _image = Path.Combine(Path.GetTempPath(), $"docs-device-{Guid.NewGuid():n}.img");

    public void Dispose() => File.Delete(_image);

    [Fact]
    public Task Device_is_listed_verified_and_not_truncated() => LoopDevice.WithAsync(_image, DeviceBytes, output, async device =>
    {
        using (DocumentBuffer buffer = DocumentBuffer.Open(device))
            buffer.Push("on a device"u8);

        Ran list = (await Ran.Async("docs", device)).Succeeded();
        Ran verify = (await Ran.Async("docs", device, "verify")).Succeeded();
        Ran truncate = await Ran.Async("docs", device, "truncate");

        Assert.Equal($"{device}: 1 documents in 262,144 bytes, 245,733 of them junk after the end", list.Lines[0]);
        Assert.EndsWith("  on a device", list.Lines[1], StringComparison.Ordinal);
        Assert.Equal($"{device}: 262,144 bytes, 1 documents, sound", verify.Output.Trim());
        Assert.Equal(ExitCode.Usage, truncate.Code);
        Assert.StartsWith($"bingobot: {device}: this is a block device, whose length is fixed.", truncate.Error, StringComparison.Ordinal);
    });
}
