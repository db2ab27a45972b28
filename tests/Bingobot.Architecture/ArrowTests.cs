using System.Xml.Linq;

namespace Bingobot.Architecture;

/// <summary>The project references allowed by docs/architecture.md, and no others.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Bingobot.Storage"] = [],
        ["Bingobot.Storage.Postgres"] = ["Bingobot.Storage"],
        ["Bingobot.Events"] = ["Bingobot.Storage"],
        ["Bingobot.Events.Testing"] = ["Bingobot.Events"],
        ["Bingobot.Discord"] = [],
        ["Bingobot.Framework"] = ["Bingobot.Events", "Bingobot.Discord"],
        ["Bingobot.Modules"] = ["Bingobot.Framework"],
        ["Bingobot.Analyzers"] = [],
        ["Bingobot.Sandbox"] = [],
        ["Bingobot"] =
        [
            "Bingobot.Storage", "Bingobot.Events", "Bingobot.Discord", "Bingobot.Framework", "Bingobot.Modules",
            "Bingobot.Sandbox",
        ],
    };

    [Fact]
    public void Every_source_project_is_named_in_the_architecture()
    {
        string[] projects = [.. SourceProjects().Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), projects);
    }

    [Fact]
    public void References_follow_the_arrows()
    {
        var wrong = from path in SourceProjects()
                    let project = Path.GetFileNameWithoutExtension(path)
                    from reference in References(path)
                    where !Allowed[project].Contains(reference)
                    select $"{project} → {reference}";

        Assert.Empty(wrong);
    }

    private static string[] SourceProjects() =>
        Directory.GetFiles(Path.Combine(RepositoryRoot(), "src"), "*.csproj", SearchOption.AllDirectories);

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bingobot.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Bingobot.slnx was not found above the test's folder.");
    }
}
