using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Tests.Support;

/// <summary>
/// Holds what the analyzer reports against marks in the source: <c>[|0001:DateTime.UtcNow|]</c> is to be reported as
/// BINGO0001, and nothing that is not marked is to be reported.
/// </summary>
internal static partial class Verify
{
    private const string ModuleOfOneFunction = """
        public sealed record Happened(string Text, int Number, ImmutableDictionary<string, int> Table);

        public sealed record Sum(int Count, string Text, DateTimeOffset At);

        public static class Votes
        {
            public static void Configure(IModuleBuilder<Sum> module, EventType<Happened> happened) => module
                .Apply(happened, (state, e, context) =>
                {
                    /*body*/
                    return state;
                });
        }

        /*types*/
        """;

    /// <summary>The statements of an Apply, which has a <c>state</c>, an event <c>e</c> and a <c>context</c>.</summary>
    public static Task ApplyAsync(string body, string types = "") =>
        SourceAsync(ModuleOfOneFunction.Replace("/*body*/", body, StringComparison.Ordinal).Replace("/*types*/", types, StringComparison.Ordinal));

    public static async Task SourceAsync(params string[] marked)
    {
        List<(string Path, string Text)> sources = [];
        List<string> expected = [];
        foreach (var source in marked)
        {
            var path = $"Source{sources.Count}.cs";
            var (text, marks) = Unmark(source);
            sources.Add((path, text));
            expected.AddRange(marks.Select(mark => $"{path} {mark}"));
        }
        var compilation = Analysis.Compile(sources);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(error => error.ToString()));

        var reported = await Analysis.DiagnosticsAsync(compilation);

        var shown = reported.Select(Shown).ToList();
        if (!expected.SequenceEqual(shown, StringComparer.Ordinal))
        {
            Assert.Fail($"Missing:\n{string.Join('\n', expected.Except(shown, StringComparer.Ordinal))}\n"
                + $"Not expected:\n{string.Join('\n', shown.Except(expected, StringComparer.Ordinal))}\nAll:\n{string.Join('\n', shown)}");
        }
    }

    /// <summary>The messages that the analyzer gives for sources without marks.</summary>
    public static async Task<string[]> MessagesAsync(params string[] sources)
    {
        var compilation = Analysis.Compile(sources.Select((text, index) => ($"Source{index}.cs", text)));
        var reported = await Analysis.DiagnosticsAsync(compilation);
        return [.. reported.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
    }

    private static string Shown(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.SourceSpan;
        var text = diagnostic.Location.SourceTree!.ToString().Substring(span.Start, span.Length);
        return $"{diagnostic.Location.SourceTree.FilePath} {span.Start} {diagnostic.Id[5..]}:{text}";
    }

    private static (string Text, IReadOnlyList<string> Marks) Unmark(string source)
    {
        StringBuilder text = new();
        List<string> marks = [];
        var last = 0;
        foreach (Match mark in Marks().Matches(source))
        {
            text.Append(source, last, mark.Index - last);
            marks.Add($"{text.Length} {mark.Groups[1].Value}:{mark.Groups[2].Value}");
            text.Append(mark.Groups[2].Value);
            last = mark.Index + mark.Length;
        }
        text.Append(source, last, source.Length - last);
        return (text.ToString(), marks);
    }

    [GeneratedRegex(@"\[\|(\d{4}):(.*?)\|\]", RegexOptions.Singleline)]
    private static partial Regex Marks();
}
