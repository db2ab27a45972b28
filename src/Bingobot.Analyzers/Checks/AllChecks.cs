using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Checks;

/// <summary>Every check, of every rule.</summary>
internal static class AllChecks
{
    public static IEnumerable<Finding> Of(IOperation operation, CompilationFacts facts) =>
    [
        .. ApiCheck.Of(operation, facts),
        .. ConcurrencyCheck.Of(operation),
        .. StaticStateCheck.Of(operation),
        .. HashCodeCheck.Of(operation, facts),
        .. HashOrderCheck.Of(operation),
        .. FormattingCheck.Of(operation, facts),
        .. ParsingCheck.Of(operation),
        .. ComparisonCheck.Of(operation),
    ];
}
