using System.Buffers;
using System.Text;

namespace Bingobot.Events.Testing;

/// <summary>Reads and writes recorded streams: one event a line, as <c>bingobot export</c> writes them.</summary>
internal static class RecordedStream
{
    /// <summary>Finds a file that a test names.</summary>
    /// <param name="path">As the test names it.</param>
    /// <param name="caller">The test's source file; its folder is looked in first.</param>
    public static string Find(string path, string caller)
    {
        string[] candidates = Path.IsPathRooted(path)
            ? [path]
            : [.. new[] { Path.GetDirectoryName(caller) ?? "", AppContext.BaseDirectory, "" }
                .Select(folder => Path.GetFullPath(Path.Combine(folder, path))).Distinct(StringComparer.Ordinal)];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new ModuleTestException($"There is no recorded stream {path}. Looked for: {string.Join(", ", candidates)}.");
    }

    public static async Task<TestEventLog> ReadAsync(string path)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path).ConfigureAwait(false);
        var events = new List<Recorded>();
        int line = 0;
        int start = 0;
        while (start < bytes.Length)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? bytes.Length : start + length;
            line++;
            ReadOnlySpan<byte> text = bytes.AsSpan(start, end - start).TrimEnd("\r\n"u8);
            start = end + 1;
            if (text.IsEmpty)
                continue;
            events.Add(ReadLine(path, line, text));
        }

        try
        {
            return new TestEventLog(events);
        }
        catch (ArgumentException fault)
        {
            throw new ModuleTestException($"{path}: {fault.Message}", fault);
        }
    }

    public static async Task WriteAsync(string path, IEnumerable<Recorded> events)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (Recorded e in events)
            EventJson.WriteLine(e, bytes);
        await File.WriteAllBytesAsync(path, bytes.WrittenMemory).ConfigureAwait(false);
    }

    private static Recorded ReadLine(string path, int line, ReadOnlySpan<byte> text)
    {
        try
        {
            return EventJson.ReadLine(text);
        }
        catch (FormatException fault)
        {
            throw new ModuleTestException($"{path}:{line}: {fault.Message}. The line begins {Encoding.UTF8.GetString(text[..Math.Min(text.Length, 80)])}", fault);
        }
    }
}
