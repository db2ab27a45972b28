using System.Diagnostics;

namespace Bingobot.Storage.Tests.Stores;

/// <summary>A file system of a few MiB of its own, which only root may mount; tests that need one are skipped for others.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    private readonly string _image;

    private SmallFileSystem(string folder)
    {
        Folder = folder;
        _image = folder + ".img";
    }

    public string Folder { get; }

    /// <summary>Bytes that files may still take.</summary>
    public long Free => new DriveInfo(Folder).AvailableFreeSpace;

    /// <param name="kind"><c>tmpfs</c>, or <c>ext4</c> in an image.</param>
    /// <param name="bytes">Its size, of which the file system takes a part for itself.</param>
    public static SmallFileSystem Mount(string kind, long bytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs mount.");
        var system = new SmallFileSystem(Directory.CreateTempSubdirectory("small-").FullName);
        string fault = kind == "tmpfs"
            ? Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "bingobot-test", system.Folder)
            : system.MountImage(bytes);
        if (fault.Length > 0)
        {
            system.Dispose();
            Assert.Skip($"A small {kind} cannot be mounted here (needs root and, for ext4, loop devices): {fault}");
        }

        return system;
    }

    /// <summary>Takes all but so many bytes away, by a file of its own.</summary>
    public void Leave(long bytes)
    {
        using FileStream ballast = new(Path.Combine(Folder, "ballast"), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (int size = 64 * 1024; size >= 512; size /= 2)
            {
                while (Free - size >= bytes)
                    ballast.Write(new byte[size]);
            }

            ballast.Flush(flushToDisk: true);
        }
        catch (IOException) when (Free == 0)
        {
            // What was free, nobody but the file system's own records could have had.
            return;
        }
    }

    public void Dispose()
    {
        string fault = Run("umount", Folder);
        if (fault.Length > 0)
            Run("umount", "--lazy", Folder);
        Directory.Delete(Folder);
        File.Delete(_image);
    }

    private string MountImage(long bytes)
    {
        using (FileStream image = File.Create(_image))
            image.SetLength(bytes);
        string fault = Run("mkfs.ext4", "-q", "-F", "-m", "0", "-O", "^has_journal", _image);
        return fault.Length > 0 ? fault : Run("mount", "-o", "loop", _image, Folder);
    }

    /// <summary>What it said where it failed; empty where it worked.</summary>
    private static string Run(string program, params string[] arguments)
    {
        string[] folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];
        string? path = folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is null)
            return $"there is no {program}";
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return process.ExitCode == 0 ? string.Empty : $"{program} ended with {process.ExitCode}: {said.Trim()}";
    }
}
