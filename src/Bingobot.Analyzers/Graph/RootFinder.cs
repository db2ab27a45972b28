using Bingobot.Analyzers.Apis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Graph;

/// <summary>
/// Finds the functions that have to be deterministic: what is handed to a parameter that is marked so, or becomes a delegate
/// of a type that is, and marked functions themselves.
/// </summary>
internal static class RootFinder
{
    public static void Note(IOperation operation, ISymbol function, CompilationFacts facts)
    {
        switch (operation)
        {
            case IArgumentOperation { Parameter: { } parameter } argument when IsMarkedParameter(parameter):
                foreach (Edge edge in Edges.Functions(argument.Value))
                    Add(edge, NameIn(function, parameter.ContainingSymbol), argument.Value.Syntax.GetLocation(), facts);
                break;
            case IDelegateCreationOperation { Type: { } type } made when type.OriginalDefinition.IsMarked():
                string name = NameIn(function, ReceiverOf(made)?.ContainingSymbol ?? type);
                foreach (Edge edge in Edges.Functions(made.Target))
                    Add(edge, name, made.Syntax.GetLocation(), facts);
                break;
            case IAnonymousFunctionOperation lambda when lambda.Symbol.IsMarked():
                Add(new Edge(lambda.Symbol), NameIn(function, lambda.Symbol), lambda.Syntax.GetLocation(), facts);
                break;
            case ILocalFunctionOperation local when local.Symbol.IsMarked():
                Add(new Edge(CompilationFacts.Canonical(local.Symbol)), local.Symbol.Name, local.Syntax.GetLocation(), facts);
                break;
        }
    }

    /// <summary>Functions that are marked, or of a type that is, or override or implement one that is.</summary>
    public static IEnumerable<Root> Marked(CompilationFacts facts)
    {
        foreach (ISymbol function in facts.Functions)
        {
            if (function is IMethodSymbol { MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) } method
                && (method.ContainingType?.IsMarked() == true || Definitions(method).Any(Symbols.IsMarked)))
                yield return new Root(new Edge(method), method.Shown(), method.Locations.FirstOrDefault() ?? Location.None);
        }
    }

    /// <summary>
    /// Whether a function is not called where it stands, but given to who will call it as deterministic code: then whoever
    /// gives it away need not be deterministic, and what is reached is named by the root's own name.
    /// </summary>
    public static bool IsHandedOver(IOperation function)
    {
        if (function.Parent is not IDelegateCreationOperation made)
            return false;
        return made.Type is { } type && type.OriginalDefinition.IsMarked()
            || ReceiverOf(made) is { } parameter && IsMarkedParameter(parameter);
    }

    private static void Add(Edge edge, string name, Location location, CompilationFacts facts)
    {
        bool named = edge.Target is IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction };
        facts.Roots.Enqueue(new Root(edge, named ? edge.Target.Shown() : name, location));
    }

    private static bool IsMarkedParameter(IParameterSymbol parameter) => parameter.OriginalDefinition.IsMarked();

    private static IParameterSymbol? ReceiverOf(IOperation made)
    {
        IOperation? at = made.Parent;
        while (at is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation)
            at = at.Parent;
        return (at as IArgumentOperation)?.Parameter;
    }

    /// <summary>A lambda has no name: it is called by the type that it is in and what it is registered as, <c>Votes.Apply</c>.</summary>
    private static string NameIn(ISymbol function, ISymbol registration)
    {
        string type = function.ContainingType?.Name ?? "";
        string what = registration is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } ? "lambda" : registration.Name;
        return type.Length == 0 ? what : type + "." + what;
    }

    private static IEnumerable<ISymbol> Definitions(IMethodSymbol method)
    {
        for (IMethodSymbol? at = method; at is not null; at = at.OverriddenMethod)
        {
            yield return at.OriginalDefinition;
            if (at.PartialDefinitionPart is { } part)
                yield return part;
            if (at.AssociatedSymbol is { } owner)
                yield return owner.OriginalDefinition;
        }
        if (method.ContainingType is not { } type)
            yield break;
        foreach (INamedTypeSymbol each in type.AllInterfaces)
        {
            foreach (ISymbol member in each.GetMembers())
            {
                if (member.IsMarked() && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    yield return member.OriginalDefinition;
            }
        }
    }
}
