using System.Diagnostics;

namespace Bingobot.Storage.Tests.Reader;

/// <summary>What the other reader said of a store.</summary>
/// <param name="State">Its line, without the path.</param>
/// <param name="Documents">The least recent first; null where it refused the store.</param>
internal sealed record OtherOpinion(string State, IReadOnlyList<byte[]>? Documents);

/// <summary>Runs tests/reader/documents.py, a reader written from docs/format.md alone.</summary>
internal static class PythonReader
{
    private const string Python = "/usr/bin/python3";
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "reader", "documents.py");

    public static void SkipWhereMissing() =>
        Assert.SkipUnless(File.Exists(Python), $"Needs {Python} (Debian: apt-get install python3) for the independent reader.");

    /// <summary>The opinions on the stores, in their order, and the exit code.</summary>
    public static (int ExitCode, IReadOnlyList<OtherOpinion> Opinions) Read(IReadOnlyList<string> paths)
    {
        using var python = Process.Start(new ProcessStartInfo(Python, ["-B", Script, .. paths]) { RedirectStandardOutput = true })!;
        var opinions = new List<OtherOpinion>();
        List<byte[]> documents = [];
        while (python.StandardOutput.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                documents.Add(Convert.FromHexString(line));
                continue;
            }

            string start = $"# {paths[opinions.Count]}: ";
            Assert.StartsWith(start, line, StringComparison.Ordinal);
            string state = line[start.Length..];
            Assert.False(state.StartsWith("unreadable", StringComparison.Ordinal), line);
            documents = [];
            opinions.Add(new OtherOpinion(state, state.StartsWith("damaged", StringComparison.Ordinal) ? null : documents));
        }

        python.WaitForExit();
        Assert.Equal(paths.Count, opinions.Count);
        return (python.ExitCode, opinions);
    }
}
