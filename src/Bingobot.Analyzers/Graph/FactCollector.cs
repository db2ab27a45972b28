using Bingobot.Analyzers.Checks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Graph;

/// <summary>
/// Walks the code of one member, with its lambdas and local functions, and notes for each function what it refers to and
/// what in it breaks a rule where it is reached. Nothing is reported here: whether it is reached shows at the end.
/// </summary>
internal static class FactCollector
{
    public static void Collect(OperationBlockAnalysisContext context, CompilationFacts facts)
    {
        // Not recursive: a sum of a thousand texts is a thousand operations deep.
        Stack<(IOperation Operation, ISymbol Function)> open = new();
        ISymbol owner = CompilationFacts.Canonical(context.OwningSymbol);
        facts.Of(owner);
        foreach (IOperation block in context.OperationBlocks)
            open.Push((block, owner));
        while (open.Count > 0)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            (IOperation operation, ISymbol function) = open.Pop();
            if (operation is INameOfOperation or ITypeOfOperation)
                continue;
            ISymbol inside = Enter(operation, function, facts);
            FunctionFacts at = facts.Of(inside);
            Edges.Note(operation, at, facts);
            RootFinder.Note(operation, inside, facts);
            foreach (Finding finding in AllChecks.Of(operation, facts))
                at.Findings.Enqueue(finding);
            foreach (IOperation child in operation.ChildOperations.Reverse())
                open.Push((child, inside));
        }
    }

    /// <summary>
    /// A function that makes a lambda is taken to call it: whoever is given the lambda mostly does, and where not, a
    /// function that is deterministic but for a lambda that it hands out is none.
    /// </summary>
    private static ISymbol Enter(IOperation operation, ISymbol function, CompilationFacts facts)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                if (!RootFinder.IsHandedOver(lambda))
                    facts.Of(function).Edges.Enqueue(new Edge(lambda.Symbol));
                return lambda.Symbol;
            case ILocalFunctionOperation local:
                return CompilationFacts.Canonical(local.Symbol);
            default:
                return function;
        }
    }
}
