using Bingobot.Analyzers.Apis;
using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Graph;

/// <summary>Which functions of the compilation override or implement a function.</summary>
internal sealed class Implementations
{
    private readonly Dictionary<IMethodSymbol, List<IMethodSymbol>> _byDefinition = new(SymbolEqualityComparer.Default);

    public Implementations(Compilation compilation, CancellationToken cancellation)
    {
        Stack<INamespaceOrTypeSymbol> open = new();
        open.Push(compilation.Assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (ISymbol member in open.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    open.Push(inner);
                if (member is INamedTypeSymbol type)
                    Add(type);
            }
        }
    }

    /// <summary>What may be called where <paramref name="edge"/> is.</summary>
    public IEnumerable<IMethodSymbol> Of(Edge edge)
    {
        if (edge.Target is not IMethodSymbol method
            || !_byDefinition.TryGetValue(method.OriginalDefinition, out List<IMethodSymbol>? all))
            return [];
        // What any object may do, ToString above all, would reach each type that there is.
        if (edge.Receiver is null or { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.TypeParameter or TypeKind.Dynamic }
            && method.ContainingType.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType)
            return [];
        return edge.Receiver switch
        {
            { TypeKind: TypeKind.Class or TypeKind.Struct } receiver =>
                all.Where(each => each.ContainingType.DerivesFrom(receiver) || receiver.DerivesFrom(each.ContainingType)),
            // A member of IDisposable that is called on an IEnumerator.
            { TypeKind: TypeKind.Interface } receiver when !SymbolEqualityComparer.Default.Equals(
                receiver.OriginalDefinition, method.ContainingType.OriginalDefinition) =>
                all.Where(each => each.ContainingType.Is(receiver.OriginalDefinition.FullName())),
            _ => all,
        };
    }

    private void Add(INamedTypeSymbol type)
    {
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            for (IMethodSymbol? at = method.OverriddenMethod; at is not null; at = at.OverriddenMethod)
                Add(at, method);
        }
        if (type.TypeKind == TypeKind.Interface)
            return;
        foreach (INamedTypeSymbol each in type.AllInterfaces)
        {
            foreach (IMethodSymbol member in each.GetMembers().OfType<IMethodSymbol>())
            {
                if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol found
                    && SymbolEqualityComparer.Default.Equals(found.ContainingAssembly, type.ContainingAssembly))
                    Add(member, MostDerived(found, type));
            }
        }
    }

    /// <summary>The override that <paramref name="type"/> has of a base's implementation.</summary>
    private static IMethodSymbol MostDerived(IMethodSymbol method, INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null && !SymbolEqualityComparer.Default.Equals(at, method.ContainingType); at = at.BaseType)
        {
            foreach (IMethodSymbol each in at.GetMembers().OfType<IMethodSymbol>())
            {
                for (IMethodSymbol? hidden = each.OverriddenMethod; hidden is not null; hidden = hidden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(hidden.OriginalDefinition, method.OriginalDefinition))
                        return each;
                }
            }
        }
        return method;
    }

    private void Add(IMethodSymbol definition, IMethodSymbol implementation)
    {
        definition = definition.OriginalDefinition;
        if (!_byDefinition.TryGetValue(definition, out List<IMethodSymbol>? all))
            _byDefinition.Add(definition, all = []);
        all.Add((IMethodSymbol)CompilationFacts.Canonical(implementation));
    }
}
