using System.Text.RegularExpressions;
using Bingobot.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Tests.Repository;

/// <summary>What every rule has.</summary>
public sealed partial class PageTests
{
    public static TheoryData<string> Ids => [.. new DeterminismAnalyzer().SupportedDiagnostics.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasAPageThatItLinksTo(string id)
    {
        var rule = Rule(id);

        Assert.Equal($"docs/analyzers/{id}.md", rule.HelpLinkUri);
        var page = RepositoryFiles.Read(rule.HelpLinkUri);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains("## What is reported", page, StringComparison.Ordinal);
        Assert.Contains("## Why", page, StringComparison.Ordinal);
        Assert.Equal(2, CodeBlocks().Count(page));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_IsListed(string id)
    {
        Assert.Contains($"| [{id}]({id}.md) |", RepositoryFiles.Read("docs/analyzers/README.md"), StringComparison.Ordinal);
        Assert.Contains(
            $"\n{id} | Determinism | Warning |",
            RepositoryFiles.Read("src/Bingobot.Analyzers/AnalyzerReleases.Unshipped.md")
                + RepositoryFiles.Read("src/Bingobot.Analyzers/AnalyzerReleases.Shipped.md"),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Message_SaysWhatToUseInstead_AndTheWay(string id)
    {
        var rule = Rule(id);

        Assert.EndsWith(
            "use {1} ({2})", rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(rule.IsEnabledByDefault);
        Assert.Contains(WellKnownDiagnosticTags.CompilationEnd, rule.CustomTags);
    }

    /// <summary>A rule without a test of each side would show here.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_IsExpectedByTests(string id)
    {
        var tests = string.Concat(RepositoryFiles.All("tests/Bingobot.Analyzers.Tests/Checks").Select(file => file.Text));

        Assert.True(Regex.Count(tests, $@"\[\|{id[5..]}:") >= 3, $"{id} is expected to be reported fewer than three times.");
    }

    private static DiagnosticDescriptor Rule(string id) =>
        new DeterminismAnalyzer().SupportedDiagnostics.Single(rule => rule.Id == id);

    [GeneratedRegex("```csharp\n.+?\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}
