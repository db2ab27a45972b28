using System.Globalization;

namespace Bingobot.Data;

/// <summary>Sees to it that one bot at a time writes to a data folder. The system lets go of it with the process.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string LockName = "bingobot.lock";
    private const string PidName = "bingobot.pid";

    /// <summary>The files that it makes in the folder, and leaves there.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [LockName, PidName];

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Makes the folder if need be, and takes the lock.</summary>
    /// <exception cref="FatalException">Another bot holds it, or the folder cannot be made or written to.</exception>
    public static DataFolderLock Take(string folder) => Take(folder, whenHeld: static failure => throw failure)!;

    /// <summary>Makes the folder if need be, and takes the lock.</summary>
    /// <returns>The lock; null where another process holds it.</returns>
    /// <exception cref="FatalException">The folder cannot be made or written to.</exception>
    public static DataFolderLock? TryTake(string folder) => Take(folder, whenHeld: static _ => { });

    private static DataFolderLock? Take(string folder, Action<FatalException> whenHeld)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FatalException(
                ExitCode.Usage,
                $"{folder}: the data folder cannot be made: {e.Message} Name another with --data, or mend its permissions.",
                e);
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(
                Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(
                Path.Combine(folder, PidName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolderLock(file);
        }
        catch (UnauthorizedAccessException e)
        {
            file?.Dispose();
            throw new FatalException(
                ExitCode.Usage,
                $"{folder}: no permission to write to the data folder ({e.Message}). Mend its permissions, or name another with --data.",
                e);
        }
        catch (IOException e)
        {
            file?.Dispose();
            var failure = new FatalException(ExitCode.Usage, Explain(folder, e), e) { MayPass = IsHeld(e) };
            if (!IsHeld(e))
                throw failure;
            whenHeld(failure);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsHeld(IOException e)
    {
        const int ErrorAgain = 11;
        const int SharingViolation = 32;
        return (e.HResult & 0xFFFF) is ErrorAgain or SharingViolation;
    }

    private static string Explain(string folder, IOException e) => IsHeld(e)
        ? $"{folder}: another bot{Owner(folder)} is running on this data folder. Stop it, or name another folder with --data."
        : $"{folder}: the data folder cannot be written to: {e.Message} Mend that, or name another with --data.";

    private static string Owner(string folder)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(folder, PidName));
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? $" (process {pid})" : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
