using System.Diagnostics;
using Xunit;

namespace Bingobot.TestKit;

/// <summary>
/// A block device over a file. Where there is none to be had (no root, a kernel or container without), the test says so in its
/// output and passes: what it needs is the machine's, and cannot be installed.
/// </summary>
public static class LoopDevice
{
    /// <summary>Runs a test on a new device, or says that it does not.</summary>
    /// <param name="image">The file, which is made.</param>
    /// <param name="bytes">The device's size; a multiple of 512.</param>
    /// <param name="output">Where it says so.</param>
    /// <param name="test">Gets the device's path.</param>
    public static void With(string image, int bytes, ITestOutputHelper output, Action<string> test) => WithAsync(image, bytes, output, device =>
    {
        test(device);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    /// <inheritdoc cref="With"/>
    public static async Task WithAsync(string image, int bytes, ITestOutputHelper output, Func<string, Task> test)
    {
        File.WriteAllBytes(image, new byte[bytes]);
        (bool attached, string device) = LoopSetup("--find", "--show", image);
        if (!attached)
        {
            output.WriteLine($"NOT TESTED: a loop device cannot be had here: {device}");
            return;
        }

        try
        {
            await test(device).ConfigureAwait(false);
        }
        finally
        {
            LoopSetup("--detach", device);
        }
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
