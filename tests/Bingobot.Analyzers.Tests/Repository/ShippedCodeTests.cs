using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Repository;

/// <summary>
/// The modules that ship and the module of the guide are clean, and would not be with a slip in them: the build sees the same,
/// but not that it looks.
/// </summary>
public sealed class ShippedCodeTests
{
    private const string Modules = "src/Bingobot.Modules";
    private const string Example = "tests/Bingobot.Framework.Tests/Example/ThanksModule.cs";

    [Fact]
    public async Task Modules_AreClean()
    {
        var diagnostics = await Analysis.DiagnosticsAsync(Analysis.Compile(RepositoryFiles.All(Modules)));

        Assert.Empty(diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public async Task ExampleOfTheGuide_IsClean()
    {
        var diagnostics = await Analysis.DiagnosticsAsync(Analysis.Compile((Example, RepositoryFiles.Read(Example))));

        Assert.Empty(diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [InlineData("BINGO0001", "context.Schedule(e.Vote, e.ClosesAt);", "context.Schedule(e.Vote, DateTimeOffset.UtcNow);")]
    [InlineData("BINGO0002", "Vote = invocation.NewId(),", "Vote = Guid.NewGuid().ToString(),")]
    [InlineData("BINGO0004", "VoteSentences.VotedAlready, Markdown.Escape(vote.Options[option])", "VoteSentences.VotedAlready, Environment.MachineName")]
    [InlineData("BINGO0010", "StringBuilder text = new();", "StringBuilder text = new(); text.Append($\"{vote.Number}\");")]
    [InlineData("BINGO0012", "StartsWith(PostKey, StringComparison.Ordinal)", "StartsWith(PostKey)")]
    [InlineData("BINGO0001", "new VoteResult(outcome, ", "new VoteResult(DateTime.Now.Day > 1 ? outcome : outcome, ")]
    public async Task SlipInAModule_IsFound(string id, string good, string bad)
    {
        var files = RepositoryFiles.All(Modules).ToArray();
        if (!files.Any(file => file.Text.Contains(good, StringComparison.Ordinal)))
            Assert.Fail($"No module contains '{good}' any more: adapt the test.");

        var diagnostics = await Analysis.DiagnosticsAsync(Analysis.Compile(
            files.Select(file => (file.Path, file.Text.Replace(good, bad, StringComparison.Ordinal)))));

        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
    }
}
