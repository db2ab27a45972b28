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
    private const uint StartToWrite = 2; // SYNC_FILE_RANGE_WRITE
    private const int KeepSize = 1; // FALLOC_FL_KEEP_SIZE
    private const nuint BlockDeviceSize = 0x80081272; // BLKGETSIZE64

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);

    /// <summary>Opens a file or directory; .NET itself refuses to open directories.</summary>
    public static int OpenForReading(string path) => Open(path, OperatingSystem.IsLinux() ? CloseOnExec : 0);

    [SupportedOSPlatform("linux")]
    public static int LockExclusively(SafeFileHandle file, long start) => SetLock(file, WriteLock, start);

    [SupportedOSPlatform("linux")]
    public static int Unlock(SafeFileHandle file, long start) => SetLock(file, NoLock, start);

    /// <summary>Begins to write dirty pages out, and waits for none; only a hint.</summary>
    [SupportedOSPlatform("linux")]
    public static void StartWriteOut(SafeFileHandle file, long offset, long bytes) =>
        _ = SyncRange(file, offset, bytes, StartToWrite);

    /// <summary>Reserves space beyond the end of a file, which keeps its length.</summary>
    /// <returns>False when there is none, or the file system cannot.</returns>
    [SupportedOSPlatform("linux")]
    public static bool TryReserve(SafeFileHandle file, long offset, long bytes) => Allocate(file, KeepSize, offset, bytes) == 0;

    /// <summary>0 and the size for a block device; −1 (<see cref="NotThisKindOfDevice"/>) for a file.</summary>
    [SupportedOSPlatform("linux")]
    public static int GetBlockDeviceSize(SafeFileHandle file, out ulong bytes) => Control(file, BlockDeviceSize, out bytes);

    private static int SetLock(SafeFileHandle file, short type, long start)
    {
        var range = new LockRange { Type = type, Start = start, Length = 1 };
        return Control(file, SetOpenFileDescriptionLock, ref range);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long bytes);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncRange(SafeFileHandle file, long offset, long bytes, uint flags);

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
