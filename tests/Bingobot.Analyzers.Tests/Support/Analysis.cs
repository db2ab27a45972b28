using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bingobot.Analyzers.Tests.Support;

/// <summary>Compiles sources in memory, against this process's own assemblies, and runs the analyzer over them.</summary>
internal static class Analysis
{
    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Frozen;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Globalization;
        global using System.IO;
        global using System.Linq;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Bingobot.Events;
        global using Bingobot.Framework;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly SyntaxTree GlobalUsings = CSharpSyntaxTree.ParseText(Usings, Parsing, "Usings.cs");

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Bingobot.", StringComparison.Ordinal)
                    || name.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal)
                    || name is "netstandard.dll" or "mscorlib.dll")
                && name != "Bingobot.Analyzers.Tests.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compile(params IEnumerable<(string Path, string Text)> sources) => CSharpCompilation.Create(
        "Checked",
        [GlobalUsings, .. sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, Parsing, source.Path))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What the analyzer reports and nobody suppressed, in the order of the text. It fails where the analyzer does.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(CSharpCompilation compilation)
    {
        List<string> crashes = [];
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => { lock (crashes) crashes.Add(exception.ToString()); },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var all = await compilation.WithAnalyzers([new DeterminismAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(crashes);
        return
        [
            .. all.Where(diagnostic => !diagnostic.IsSuppressed)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }
}
