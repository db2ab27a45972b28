using System.Diagnostics;
using System.Text;
using Bingobot.Storage;

namespace Bingobot.Tests.Commands;

/// <summary>
/// <c>docs</c> on a block device: a loop device over a file. Where there is none to be had (no root, a kernel or container
/// without), the test says so in its output and passes: what it needs is the machine's, and cannot be installed.
/// </summary>
public sealed class DocsDeviceTests(ITestOutputHelper output) : IDisposable
{
    private const int DeviceBytes = 256 * 1024;
    private readonly string _image = Path.Combine(Path.GetTempPath(), $"docs-device-{Guid.NewGuid():n}.img");

    public void Dispose() => File.Delete(_image);

    [Fact]
    public async Task Device_is_listed_verified_and_not_truncated()
    {
        await File.WriteAllBytesAsync(_image, new byte[DeviceBytes]);
        (bool attached, string device) = await LoopSetupAsync("--find", "--show", _image);
        if (!attached)
        {
            output.WriteLine($"NOT TESTED: a loop device cannot be had here: {device}");
            return;
        }

        try
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
        }
        finally
        {
            await LoopSetupAsync("--detach", device);
        }
    }

    private static async Task<(bool Worked, string Output)> LoopSetupAsync(params string[] arguments)
    {
        string? program = new[] { "/usr/sbin/losetup", "/sbin/losetup" }.FirstOrDefault(File.Exists);
        if (program is null)
            return (false, "there is no losetup");
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        string said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, said.Trim());
    }
}
