using System.Diagnostics;

namespace Bingobot.Storage.Postgres.Tests.Support;

/// <summary>Finds the server's programs and runs them as somebody else than root, which they refuse.</summary>
internal static class ServerPrograms
{
    private static readonly string? Folder = Find();

    public static bool AreThere => Folder is not null;

    private static bool IsRoot => Environment.UserName == "root";

    private static string User { get; } =
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "postgres"
            : "nobody";

    /// <summary>A new folder that the server may write to. Short, since the path of a socket may have 107 bytes.</summary>
    public static string MakeFolder()
    {
        string folder = Directory.CreateTempSubdirectory("pg-").FullName;
        if (IsRoot)
            RunToEnd(new ProcessStartInfo("chown", [User, folder]));
        return folder;
    }

    public static void RunToEnd(string program, params string[] arguments) => RunToEnd(Describe(program, arguments));

    /// <summary>How to start a program; its process is the program's own, also when root becomes another user for it.</summary>
    public static ProcessStartInfo Describe(string program, params string[] arguments)
    {
        string path = Path.Combine(Folder!, program);
        ProcessStartInfo start = IsRoot
            ? new ProcessStartInfo("setpriv", ["--reuid", User, "--regid", User, "--clear-groups", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.Environment["LC_ALL"] = "C";
        start.WorkingDirectory = "/";
        return start;
    }

    private static void RunToEnd(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        string complained = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{start.FileName}: {complained}{said.Result}");
    }

    /// <summary>The newest version that the distribution installed, or what is on the path.</summary>
    private static string? Find()
    {
        IEnumerable<string> installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin"))
            : [];
        IEnumerable<string> path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out int version) ? version : 0;
}
