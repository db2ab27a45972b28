using Microsoft.Win32.SafeHandles;
using Spectre.Console;

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
        return ReferenceEquals(output, Console.Out) ? new StreamWriter(OpenStream()) : output;
    }

    /// <summary>Where a command writes bytes as they are: below <paramref name="output"/>, which must be the console's or on a stream.</summary>
    public static Stream Bytes(TextWriter output)
    {
        const int BufferBytes = 64 * 1024;
        if (ReferenceEquals(output, Console.Out))
            return new BufferedStream(OpenStream(), BufferBytes);
        output.Flush();
        return output is StreamWriter writer
            ? new BufferedStream(writer.BaseStream, BufferBytes)
            : throw new InvalidOperationException("Bytes can be written to the console or a stream, and this output is neither.");
    }

    /// <summary>Whether somebody watches, and progress may be drawn.</summary>
    public static bool IsTerminal(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>Whether it says that the reader of a pipe is gone.</summary>
    public static bool IsBrokenPipe(IOException e)
    {
        const int BrokenPipe = 32;
        return !OperatingSystem.IsWindows() && e.HResult == BrokenPipe;
    }

    private static Stream OpenStream()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        const int Descriptor = 1;
        var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // A file's position is shared with whoever writes to it next; only the console's stream moves it.
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
