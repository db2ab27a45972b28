using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Graph;

/// <summary>Something that breaks a rule where it is reached from deterministic code.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Location">Where.</param>
/// <param name="What">What was found, as the code has it.</param>
/// <param name="Use">What to use instead.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Location Location, string What, string Use);

/// <summary>A function refers to another one, or to a variable that holds functions.</summary>
/// <param name="Target">The function, field, property, local or parameter.</param>
/// <param name="IsVirtual">Whether whatever overrides or implements it may be called instead.</param>
/// <param name="Receiver">The type that it is called on, where that is known.</param>
internal readonly record struct Edge(ISymbol Target, bool IsVirtual = false, ITypeSymbol? Receiver = null);

/// <summary>A function that has to be deterministic, for it was handed over as such.</summary>
/// <param name="Edge">The function, or the variable that holds it.</param>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Location">Where it is handed over.</param>
internal sealed record Root(Edge Edge, string Name, Location Location);

/// <summary>What is known of one function, or of one variable that holds functions.</summary>
internal sealed class FunctionFacts
{
    public ConcurrentQueue<Finding> Findings { get; } = new();

    public ConcurrentQueue<Edge> Edges { get; } = new();
}

/// <summary>What is known of all functions of a compilation. Filled by several threads at once, then read by one.</summary>
internal sealed class CompilationFacts(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, FunctionFacts> _functions = new(SymbolEqualityComparer.Default);

    public Compilation Compilation => compilation;

    public ConcurrentQueue<Root> Roots { get; } = new();

    public IEnumerable<ISymbol> Functions => _functions.Keys;

    public FunctionFacts Of(ISymbol function) => _functions.GetOrAdd(function, static _ => new FunctionFacts());

    public FunctionFacts? Find(ISymbol function) => _functions.TryGetValue(function, out FunctionFacts? facts) ? facts : null;

    public bool IsSource(ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>The one symbol that stands for all that mean the same function: not constructed, not reduced, the part with the body.</summary>
    public static ISymbol Canonical(ISymbol symbol)
    {
        if (symbol is not IMethodSymbol method)
        {
            ISymbol definition = symbol.OriginalDefinition;
            return definition is IPropertySymbol { PartialImplementationPart: { } implementation } ? implementation : definition;
        }
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (method.AssociatedSymbol is IPropertySymbol { PartialImplementationPart: { } part })
            return (method.MethodKind == MethodKind.PropertyGet ? part.GetMethod : part.SetMethod) ?? method;
        return method.PartialImplementationPart ?? method;
    }
}
