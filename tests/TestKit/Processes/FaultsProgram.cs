using System.Diagnostics;
using System.Reflection;

namespace Bingobot.TestKit;

/// <summary>The program of the workers that tests kill: how it is run, as native code where there is some.</summary>
/// <param name="built">Its assembly, as it was built with the test.</param>
/// <param name="libraries">The assemblies whose code it contains.</param>
public sealed class FaultsProgram(Assembly built, params IReadOnlyList<Assembly> libraries)
{
    /// <summary>
    /// The program as native code, which starts in a tenth of the time; eng/tests.sh makes it. Null where it is missing or older
    /// than what it is made of.
    /// </summary>
    public string? Native { get; } = FindNative([built, .. libraries]);

    /// <summary>The host that runs this process's framework.</summary>
    private static string Dotnet =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    /// <summary>What runs it: to be followed by its arguments.</summary>
    public IReadOnlyList<string> Command => Native is { } native ? [native] : [Dotnet, FindBuilt(NameOf(built))];

    /// <summary>How to start it with these arguments; what it writes is the caller's to read.</summary>
    public ProcessStartInfo With(params IEnumerable<string> arguments) =>
        new(Command[0], Command.Skip(1).Concat(arguments)) { RedirectStandardOutput = true };

    private static string NameOf(Assembly program) => program.GetName().Name!;

    private static string? FindNative(IReadOnlyList<Assembly> parts)
    {
        string path = Path.Combine(FolderOf(NameOf(parts[0])), "bin", "native", NameOf(parts[0]));
        return File.Exists(path) && parts.All(part => File.GetLastWriteTimeUtc(path) >= File.GetLastWriteTimeUtc(part.Location)) ? path : null;
    }

    /// <summary>As it was built for itself: beside the tests it lacks what their framework has and its own has not.</summary>
    private static string FindBuilt(string name)
    {
        string[] output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^3..];
        return Path.Combine([FolderOf(name), .. output, name + ".dll"]);
    }

    private static string FolderOf(string name) => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", name));
}
