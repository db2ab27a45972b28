using System.Runtime.InteropServices;
using Bingobot.Storage.Stores;
using Microsoft.Win32.SafeHandles;

namespace Bingobot.Storage;

/// <summary>
/// A store in a file, or on a block device (found by its kind). A writer holds an exclusive lock; readers take none.
/// Thread-safe. Barriers are <c>fdatasync</c>, <c>fsync</c> after a change of length, with the operating system's own errors.
/// </summary>
public sealed class FileStore : ITruncatableStore
{
    private const long LockedByte = 1L << 62;

    private readonly SafeFileHandle _file;
    private readonly long? _deviceBytes;
    private bool _isLocked;
    private long _length;
    private volatile bool _lengthChanged;

    /// <summary>Opens a file, creating it unless opened read-only. Its directory must exist.</summary>
    /// <param name="path">The file or block device.</param>
    /// <param name="readOnly">Opens without lock and never writes.</param>
    /// <exception cref="StoreLockedException">Another writer has it open.</exception>
    /// <exception cref="FileNotFoundException">It is to be read and does not exist.</exception>
    /// <exception cref="IOException">The operating system refused.</exception>
    public FileStore(string path, bool readOnly = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
        bool isNew = !readOnly && !File.Exists(path);
        _file = Open(path, readOnly);
        bool whole = false;
        try
        {
            if (!readOnly)
                LockExclusively();
            _deviceBytes = FindDeviceBytes(_file);
            _length = _deviceBytes ?? RandomAccess.GetLength(_file);
            if (isNew)
            {
                FileSync.Metadata(_file, path);
                FileSync.DirectoriesOf(path);
            }

            whole = true;
        }
        finally
        {
            if (!whole)
                _file.Dispose();
        }
    }

    /// <summary>The file or block device, as it was named.</summary>
    public string Path { get; }

    /// <summary>True when the store is a block device, which cannot be truncated.</summary>
    public bool IsBlockDevice => _deviceBytes is not null;

    /// <inheritdoc/>
    public long Length => _deviceBytes ?? RandomAccess.GetLength(_file);

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination) => RandomAccess.Read(_file, destination, offset);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        long end = offset + source.Length;
        if (_deviceBytes is { } bytes && end > bytes)
            throw new IOException($"'{Path}' is full: it has {bytes} bytes, and {end} are needed.");
        if (end > Volatile.Read(ref _length))
        {
            _lengthChanged = true;
            Volatile.Write(ref _length, end);
        }

        try
        {
            RandomAccess.Write(_file, source, offset);
        }
        catch (ArgumentOutOfRangeException e) when (offset >= 0)
        {
            // .NET's way to report EFBIG: a limit of the file system or of the process.
            throw new IOException($"'{Path}' is full: {end} bytes are more than the system lets a file have.", e);
        }
    }

    /// <inheritdoc/>
    public void Barrier()
    {
        if (!_lengthChanged)
        {
            FileSync.Data(_file, Path);
            return;
        }

        _lengthChanged = false;
        FileSync.Metadata(_file, Path);
    }

    /// <inheritdoc/>
    public void SetLength(long length)
    {
        if (IsBlockDevice)
            throw new NotSupportedException($"'{Path}' is a block device, whose length is fixed.");
        _lengthChanged = true;
        RandomAccess.SetLength(_file, length);
        Volatile.Write(ref _length, length);
    }

    /// <summary>Closes the file and releases the lock.</summary>
    public void Dispose()
    {
        // Closing alone does not release it while a process is being started, which holds copies of all descriptors until then.
        if (_isLocked && OperatingSystem.IsLinux() && !_file.IsClosed)
            _ = NativeMethods.Unlock(_file, LockedByte);
        _file.Dispose();
    }

    private static SafeFileHandle Open(string path, bool readOnly)
    {
        // Windows enforces sharing, so there it is the lock. Elsewhere .NET's sharing is an advisory lock that would shut
        // out readers as well.
        FileShare share = !readOnly && OperatingSystem.IsWindows() ? FileShare.Read : FileShare.ReadWrite | FileShare.Delete;
        if (!readOnly && !OperatingSystem.IsWindows() && !OperatingSystem.IsLinux())
            share = FileShare.None;
        FileMode mode = readOnly ? FileMode.Open : FileMode.OpenOrCreate;
        try
        {
            return File.OpenHandle(path, mode, readOnly ? FileAccess.Read : FileAccess.ReadWrite, share);
        }
        catch (IOException e) when (!readOnly && !OperatingSystem.IsLinux() && e.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw new StoreLockedException(path, e);
        }
    }

    private void LockExclusively()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _isLocked = NativeMethods.LockExclusively(_file, LockedByte) == 0;
        if (_isLocked)
            return;
        int error = Marshal.GetLastPInvokeError();
        if (error is NativeMethods.LockAgain or NativeMethods.LockDenied)
            throw new StoreLockedException(Path);
        throw new IOException($"Locking '{Path}' failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).", error);
    }

    private static long? FindDeviceBytes(SafeFileHandle file) =>
        OperatingSystem.IsLinux() && NativeMethods.GetBlockDeviceSize(file, out ulong bytes) == 0 ? (long)bytes : null;
}
