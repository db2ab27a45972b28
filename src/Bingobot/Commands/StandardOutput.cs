using Microsoft.Win32.SafeHandles;

namespace Bingobot.Commands;

/// <summary>The process's output for commands that write much of it.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// Where a command writes: <paramref name="output"/>, or, where that is the console, a buffered writer that tells when
    /// nobody reads any more. The console's own keeps silent about that, and a command that follows would never end.
    /// </summary>
    public static TextWriter Buffered(TextWriter output)
    {
        if (!ReferenceEquals(output, Console.Out))
            return output;
        if (OperatingSystem.IsWindows())
            return new StreamWriter(Console.OpenStandardOutput());
        const int Descriptor = 1;
        var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // A file's position is shared with whoever writes to it next; only the console's stream moves it.
        return new StreamWriter(stream.CanSeek ? Console.OpenStandardOutput() : stream);
    }

    /// <summary>Whether it says that the reader of a pipe is gone.</summary>
    public static bool IsBrokenPipe(IOException e)
    {
        const int BrokenPipe = 32;
        return !OperatingSystem.IsWindows() && e.HResult == BrokenPipe;
    }
}
