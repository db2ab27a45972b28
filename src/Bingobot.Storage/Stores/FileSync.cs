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
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int InvalidArgument = 22;
    private const int ReadOnlyFileSystem = 30;

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

    /// <summary>
    /// The names that lead to a new file: in the directory that holds it, and in those above, which may be as new.
    /// Directories above that this process may not read or sync were not made by it, and are passed over.
    /// </summary>
    public static void DirectoriesOf(string path)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        SyncDirectory(directory);
        for (string? above = Path.GetDirectoryName(directory); above is not null; above = Path.GetDirectoryName(above))
        {
            try
            {
                SyncDirectory(above);
            }
            catch (IOException e) when (e.HResult is AccessDenied or NotPermitted or InvalidArgument or ReadOnlyFileSystem)
            {
                return;
            }
        }
    }

    /// <summary>The names in a directory.</summary>
    public static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = NativeMethods.OpenForReading(directory);
        if (descriptor < 0)
            throw Failure("open", directory);
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Check(NativeMethods.Sync(handle), "fsync", directory);
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
