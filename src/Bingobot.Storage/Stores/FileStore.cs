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
    private const long WriteOutBytes = 256 * 1024;
    private const int ZerosBytes = 256 * 1024;
    private const int ReservedPart = 4;
    private const long LeastReserved = 4 * 1024 * 1024;
    private const long MostReserved = 64 * 1024 * 1024;

    private static readonly byte[] Zeros = new byte[ZerosBytes];

    private readonly SafeFileHandle _file;
    private readonly long? _deviceBytes;
    private readonly Lock _growth = new();
    private readonly SpaceAhead _ahead = new();
    private bool _isLocked;
    private long _length;
    private long _reservedEnd;
    private bool _hasReserved;
    private long _runStart;
    private long _runEnd;
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
        _file = Open(path, readOnly);
        bool whole = false;
        try
        {
            if (!readOnly)
                LockExclusively();
            _deviceBytes = FindDeviceBytes(_file);
            _length = _deviceBytes ?? RandomAccess.GetLength(_file);
            if (!readOnly && _length == 0)
            {
                // New, or its maker did not come that far.
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

    /// <summary>Makes the names in a directory durable as they are, after a store's file was renamed or deleted there.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="IOException">The operating system refused: it is not known what is durable.</exception>
    public static void SyncDirectory(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        FileSync.SyncDirectory(directory);
    }

    /// <inheritdoc/>
    public long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_file.IsClosed, this);
            return _deviceBytes ?? RandomAccess.GetLength(_file);
        }
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination)
    {
        // Where the system would find no place in any file.
        bool isPastAnyEnd = offset > long.MaxValue - destination.Length && !_file.IsClosed;
        return isPastAnyEnd ? 0 : RandomAccess.Read(_file, destination, offset);
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        if (source.IsEmpty)
            return;
        if (offset > long.MaxValue - source.Length)
            throw TooLong(offset, source.Length);
        long end = offset + source.Length;
        if (_deviceBytes is { } bytes && end > bytes)
            throw new IOException($"'{Path}' is full: it has {bytes} bytes, and {end} are needed.");
        if (end > Volatile.Read(ref _length))
            GrowTo(end);
        WriteBytes(offset, source);
        NoteRun(offset, end);
    }

    /// <inheritdoc/>
    public void Barrier()
    {
        lock (_growth)
            _runStart = _runEnd;
        if (!_lengthChanged)
        {
            FileSync.Data(_file, Path);
            return;
        }

        _lengthChanged = false;
        WriteSpaceAhead();
        FileSync.Metadata(_file, Path);
    }

    /// <inheritdoc/>
    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        if (IsBlockDevice)
            throw new NotSupportedException($"'{Path}' is a block device, whose length is fixed.");
        lock (_growth)
        {
            _lengthChanged = true;
            SetFileLength(length);
            Volatile.Write(ref _length, length);
            _reservedEnd = 0;
            _hasReserved = false;
        }
    }

    /// <summary>Closes the file and releases the lock.</summary>
    public void Dispose()
    {
        GiveReservedBack();

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

    private void GiveReservedBack()
    {
        if (!_hasReserved || _file.IsClosed)
            return;
        try
        {
            RandomAccess.SetLength(_file, RandomAccess.GetLength(_file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They stay with the file, and are used when it grows.
            return;
        }
    }

    private void GrowTo(long end)
    {
        lock (_growth)
        {
            if (end <= _length)
                return;
            _ahead.Grew(end - _length);
            _lengthChanged = true;
            Volatile.Write(ref _length, end);
            if (_ahead.IsBulk && end > _reservedEnd)
                Reserve(end);
        }
    }

    /// <summary>A file that grows fast is given its blocks many at a time, which costs less than one by one.</summary>
    private void Reserve(long end)
    {
        if (!OperatingSystem.IsLinux() || _reservedEnd == long.MaxValue)
            return;
        long bytes = Math.Clamp(end / ReservedPart, LeastReserved, MostReserved);
        _reservedEnd = NativeMethods.TryReserve(_file, end, bytes) ? end + bytes : long.MaxValue;
        _hasReserved |= _reservedEnd != long.MaxValue;
    }

    private void WriteBytes(long offset, ReadOnlySpan<byte> source)
    {
        try
        {
            RandomAccess.Write(_file, source, offset);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // .NET's way to report EFBIG: a limit of the file system or of the process.
            throw TooLong(offset, source.Length, e);
        }
    }

    private void SetFileLength(long length)
    {
        try
        {
            RandomAccess.SetLength(_file, length);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw TooLong(length, 0, e);
        }
    }

    private IOException TooLong(long offset, int bytes, Exception? inner = null) =>
        new($"'{Path}' is full: {(ulong)offset + (ulong)bytes} bytes are more than the system lets a file have.", inner);

    /// <summary>
    /// Has the system begin to write out what was written in one go, so that the barrier has less to wait for. An error is no
    /// news here: the barrier reports it.
    /// </summary>
    private void NoteRun(long offset, long end)
    {
        if (!OperatingSystem.IsLinux())
            return;
        long start;
        lock (_growth)
        {
            if (offset != _runEnd)
                _runStart = offset;
            _runEnd = end;
            start = _runStart;
            if (end - start < WriteOutBytes)
                return;
            _runStart = end;
        }

        NativeMethods.StartWriteOut(_file, start, end - start);
    }

    /// <summary>Zeros after the end, where the file is flushed often: junk to whoever reads it, and cut off on closing.</summary>
    private void WriteSpaceAhead()
    {
        if (IsBlockDevice)
            return;
        lock (_growth)
        {
            long bytes = _ahead.AtBarrier();
            if (bytes == 0)
                return;
            try
            {
                for (long end = _length + bytes; _length < end; _length += Math.Min(ZerosBytes, end - _length))
                    RandomAccess.Write(_file, Zeros.AsSpan(0, (int)Math.Min(ZerosBytes, end - _length)), _length);
            }
            catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
            {
                // No room for what is only there for speed.
                _ahead.Refused();
            }
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
