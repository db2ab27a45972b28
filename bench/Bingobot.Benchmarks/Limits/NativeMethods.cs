using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bingobot.Benchmarks.Limits;

internal static partial class NativeMethods
{
    /// <summary>Waits until what was written is on the disk (https://man7.org/linux/man-pages/man2/fdatasync.2.html).</summary>
    public static void SyncData(SafeFileHandle file)
    {
        if (FDataSync(file) != 0)
            throw new IOException($"fdatasync failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);
}
