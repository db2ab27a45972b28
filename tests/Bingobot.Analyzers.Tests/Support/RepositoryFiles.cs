namespace Bingobot.Analyzers.Tests.Support;

/// <summary>Files of the repository that the tests are built from.</summary>
internal static class RepositoryFiles
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path)).ReplaceLineEndings("\n");

    /// <summary>The sources below a folder, without what was built.</summary>
    public static IEnumerable<(string Path, string Text)> All(string folder) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root(), file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        orderby path
        select (path, File.ReadAllText(file));

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bingobot.slnx")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("Bingobot.slnx was not found above the test's folder.");
    }
}
