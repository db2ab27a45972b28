using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bingobot.Storage.Stores;

/// <summary>
/// Barriers of files that throw when they fail. .NET's own (<see cref="FileStream.Flush(bool)"/>,
/// <see cref="RandomAccess.FlushToDisk"/>) report success on Linux when <c>fsync</c> fails
/// (https://github.com/dotnet/runtime, SafeFileHandle and Interop.FSync).
/// </summary>
internal static class FileSync
{
    /// <summary>What was written, and of the metadata what reading it needs.</summary>
    public static void Data(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsLinux())
            Check(NativeMethods.SyncData(file), "fdatasync", path);
        else
            Metadata(file, path);
    }

    /// <summary>What was written, and all metadata.</summary>
    public static void Metadata(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
            RandomAccess.FlushToDisk(file);
        else
            Check(NativeMethods.Sync(file), "fsync", path);
    }

    /// <summary>The names in the directory that holds the file.</summary>
    public static void DirectoryOf(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        string directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using SafeFileHandle handle = OpenDirectory(directory);
        Check(NativeMethods.Sync(handle), "fsync", directory);
    }

    private static SafeFileHandle OpenDirectory(string directory)
    {
        int descriptor = NativeMethods.OpenForReading(directory);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw Failure("open", directory);
    }

    private static void Check(int result, string call, string path)
    {
        if (result != 0)
            throw Failure(call, path);
    }

    private static IOException Failure(string call, string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of '{path}' failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).", error);
    }
}
