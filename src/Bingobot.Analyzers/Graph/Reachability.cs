using Bingobot.Analyzers.Apis;
using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Graph;

/// <summary>
/// Goes from the deterministic roots along all references, breadth first, so that a message names the shortest way. The order
/// is that of the sources, whatever the order in which they were looked at.
/// </summary>
internal sealed class Reachability(CompilationFacts facts, CancellationToken cancellation)
{
    private const int MaxShown = 5;

    private readonly Implementations _implementations = new(facts.Compilation, cancellation);
    private readonly Dictionary<ISymbol, Step> _reached = new(SymbolEqualityComparer.Default);
    private readonly Queue<Step> _open = new();

    /// <summary>How a function was reached.</summary>
    private sealed record Step(ISymbol Function, Step? From, Root Root);

    public IEnumerable<Diagnostic> Diagnostics()
    {
        IOrderedEnumerable<Root> roots = facts.Roots.Concat(RootFinder.Marked(facts))
            .OrderBy(root => root.Location.SourceTree?.FilePath ?? "", StringComparer.Ordinal)
            .ThenBy(root => root.Location.SourceSpan.Start)
            .ThenBy(root => root.Name, StringComparer.Ordinal);
        foreach (Root root in roots)
            Reach(root.Edge, null, root);
        HashSet<(string, Location)> told = [];
        while (_open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            Step step = _open.Dequeue();
            if (facts.Find(step.Function) is { } known)
            {
                foreach (Finding finding in known.Findings)
                {
                    if (told.Add((finding.Rule.Id, finding.Location)))
                        yield return Diagnostic.Create(finding.Rule, finding.Location, finding.What, finding.Use, Way(step));
                }
                foreach (Edge edge in InOrder(step.Function, known))
                    Reach(edge, step, step.Root);
            }
            foreach (Edge edge in Implied(step.Function))
                Reach(edge, step, step.Root);
        }
    }

    private void Reach(Edge edge, Step? from, Root root)
    {
        if (edge.Target is not null && facts.IsSource(edge.Target))
            Reach(edge.Target, from, root);
        if (!edge.IsVirtual)
            return;
        foreach (IMethodSymbol implementation in _implementations.Of(edge))
            Reach(implementation, from, root);
    }

    private void Reach(ISymbol function, Step? from, Root root)
    {
        if (_reached.ContainsKey(function))
            return;
        Step step = new(function, from, root);
        _reached.Add(function, step);
        _open.Enqueue(step);
    }

    /// <summary>What several members store into a variable is noted in the order of the threads.</summary>
    private static IEnumerable<Edge> InOrder(ISymbol function, FunctionFacts known) => function is IMethodSymbol
        ? known.Edges
        : known.Edges.OrderBy(edge => Place(edge.Target).Path, StringComparer.Ordinal).ThenBy(edge => Place(edge.Target).Start);

    private static (string Path, int Start) Place(ISymbol symbol) => symbol.Locations.FirstOrDefault() is { } location
        ? (location.SourceTree?.FilePath ?? "", location.SourceSpan.Start)
        : ("", 0);

    /// <summary>A constructor runs the initialisers of the instance's fields and properties, and the base's constructor.</summary>
    private List<Edge> Implied(ISymbol function)
    {
        if (function is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor, ContainingType: { } type } constructor)
            return [];
        List<Edge> edges = [];
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol or IPropertySymbol or IEventSymbol && member.IsStatic == constructor.IsStatic
                && facts.Find(CompilationFacts.Canonical(member)) is not null)
                edges.Add(new Edge(CompilationFacts.Canonical(member)));
        }
        if (!constructor.IsStatic && type.BaseType is { } parent && facts.IsSource(parent)
            && parent.OriginalDefinition.InstanceConstructors.FirstOrDefault(each => each.Parameters.IsEmpty) is { } initial)
            edges.Add(new Edge(CompilationFacts.Canonical(initial)));
        return edges;
    }

    private static string Way(Step step)
    {
        List<string> names = [];
        for (Step? at = step; at is not null; at = at.From)
        {
            string? name = NameOf(at.Function);
            if (name is not null && (names.Count == 0 || names[names.Count - 1] != name))
                names.Add(name);
        }
        names.Reverse();
        if (names.Count > 0 && names[0] == step.Root.Name)
            names.RemoveAt(0);
        if (names.Count == 0)
            return "in " + step.Root.Name;
        if (names.Count > MaxShown)
        {
            names.RemoveRange(MaxShown - 2, names.Count - MaxShown + 1);
            names.Insert(MaxShown - 2, "…");
        }
        return $"reached from {step.Root.Name} through {string.Join(" → ", names)}";
    }

    private static string? NameOf(ISymbol function) => function switch
    {
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } or ILocalSymbol or IParameterSymbol => null,
        IMethodSymbol { MethodKind: MethodKind.LocalFunction, ContainingSymbol: { } outer } local =>
            (NameOf(outer) is { } name ? name + "." : "") + local.Name,
        _ => function.Shown(),
    };
}
