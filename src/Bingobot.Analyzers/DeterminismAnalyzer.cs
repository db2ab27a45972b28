using System.Collections.Immutable;
using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bingobot.Analyzers;

/// <summary>
/// Reports what replay cannot repeat in the functions that a module registers, and in whatever of the same compilation these
/// call. The functions are found by <c>[Deterministic]</c>, see <c>docs/analyzers/README.md</c>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeterminismAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        if (context is null)
            throw new ArgumentNullException(nameof(context));
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypesByMetadataName(Symbols.Attribute).IsEmpty)
                return;
            CompilationFacts facts = new(start.Compilation);
            start.RegisterOperationBlockAction(block => FactCollector.Collect(block, facts));
            start.RegisterCompilationEndAction(end =>
            {
                foreach (Diagnostic diagnostic in new Reachability(facts, end.CancellationToken).Diagnostics())
                    end.ReportDiagnostic(diagnostic);
            });
        });
    }
}
