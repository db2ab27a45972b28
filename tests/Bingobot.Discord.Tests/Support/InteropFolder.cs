namespace Bingobot.Discord.Tests.Support;

/// <summary>tests/interop with its packages; where it lacks them a test is left out, but not in CI.</summary>
internal static class InteropFolder
{
    /// <summary>Its path, for a script that needs a package.</summary>
    public static string For(string script, string package)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var interop = Path.Combine(folder.FullName, "tests", "interop");
            if (!File.Exists(Path.Combine(interop, script)))
                continue;
            if (!Directory.Exists(Path.Combine(interop, "node_modules", package)) || !HasNode())
                Leave("needs node 20 and npm packages: run `npm ci` in tests/interop");
            return interop;
        }
        throw new InvalidOperationException("tests/interop is not above the test's folder.");
    }

    private static void Leave(string why)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"In CI nothing is left out: it {why}.");
        Assert.Skip($"The test against another implementation {why}.");
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(static folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));
}
