using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Bingobot.Storage.Stores;

/// <summary>The few calls for which .NET has no equivalent that reports errors.</summary>
internal static partial class NativeMethods
{
    public const int LockAgain = 11; // EAGAIN
    public const int LockDenied = 13; // EACCES
    public const int NotThisKindOfDevice = 25; // ENOTTY

    private const int SetOpenFileDescriptionLock = 37; // F_OFD_SETLK
    private const int CloseOnExec = 0x80000; // O_CLOEXEC; O_RDONLY is 0
    private const short WriteLock = 1; // F_WRLCK
    private const short NoLock = 2; // F_UNLCK
    private const nuint BlockDeviceSize = 0x80081272; // BLKGETSIZE64

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);

    /// <summary>Opens a file or directory; .NET itself refuses to open directories.</summary>
    public static int OpenForReading(string path) => Open(path, OperatingSystem.IsLinux() ? CloseOnExec : 0);

    [SupportedOSPlatform("linux")]
    public static int LockExclusively(SafeFileHandle file, long start) => SetLock(file, start, WriteLock);

    [SupportedOSPlatform("linux")]
    public static int Unlock(SafeFileHandle file, long start) => SetLock(file, start, NoLock);

    [SupportedOSPlatform("linux")]
    private static int SetLock(SafeFileHandle file, long start, short type)
    {
        var range = new LockRange { Type = type, Start = start, Length = 1 };
        return Control(file, SetOpenFileDescriptionLock, ref range);
    }

    /// <summary>0 and the size for a block device; −1 (<see cref="NotThisKindOfDevice"/>) for a file.</summary>
    [SupportedOSPlatform("linux")]
    public static int GetBlockDeviceSize(SafeFileHandle file, out ulong bytes) => Control(file, BlockDeviceSize, out bytes);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, ref LockRange range);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, out ulong bytes);

    /// <summary><c>struct flock</c> of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LockRange
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}
