using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Apis;

/// <summary>Questions about symbols that the checks share.</summary>
internal static class Symbols
{
    public const string Attribute = "Bingobot.Events.DeterministicAttribute";

    /// <summary>Namespace and name with arity, as <c>System.Collections.Generic.List`1</c>; nested types by a plus.</summary>
    public static string FullName(this ITypeSymbol type)
    {
        string name = type.MetadataName;
        if (type.ContainingType is { } outer)
            return FullName(outer) + "+" + name;
        string space = type.ContainingNamespace.FullName();
        return space.Length == 0 ? name : space + "." + name;
    }

    public static string FullName(this INamespaceSymbol? space)
    {
        if (space is null || space.IsGlobalNamespace)
            return "";
        string outer = FullName(space.ContainingNamespace);
        return outer.Length == 0 ? space.Name : outer + "." + space.Name;
    }

    /// <summary>Whether the symbol is marked as deterministic.</summary>
    public static bool IsMarked(this ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "DeterministicAttribute" } found && found.FullName() == Attribute)
                return true;
        }
        return false;
    }

    /// <summary>Whether a type is, or derives from, or implements another; by definition, whatever the type arguments.</summary>
    public static bool Is(this ITypeSymbol? type, string fullName)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.OriginalDefinition.FullName() == fullName)
                return true;
        }
        return type is not null && type.AllInterfaces.Any(each => each.OriginalDefinition.FullName() == fullName);
    }

    /// <summary>The type, its bases, then its interfaces.</summary>
    public static IEnumerable<INamedTypeSymbol> WithBases(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
            yield return at;
        foreach (INamedTypeSymbol each in type.AllInterfaces)
            yield return each;
    }

    public static bool DerivesFrom(this ITypeSymbol type, ITypeSymbol other)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, other.OriginalDefinition))
                return true;
        }
        return false;
    }

    /// <summary>The type without <c>Nullable&lt;&gt;</c>.</summary>
    public static ITypeSymbol? Underlying(this ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    public static bool IsFormatProvider(this ITypeSymbol? type) =>
        type is { Name: "IFormatProvider" or "CultureInfo" or "NumberFormatInfo" or "DateTimeFormatInfo" };

    /// <summary>The property that a backing field or an accessor belongs to is automatic.</summary>
    public static bool IsAutomatic(this IPropertySymbol property)
    {
        foreach (ISymbol member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                return true;
        }
        return false;
    }

    /// <summary>Whether the first parameter, or the only one, is of the type.</summary>
    public static bool TakesFirst(this IMethodSymbol method, SpecialType type) =>
        method.Parameters.Length > 0 && method.Parameters[0].Type.SpecialType == type;

    public static bool IsDelegate(this ITypeSymbol? type) => type is { TypeKind: TypeKind.Delegate };

    /// <summary>What a user of the code calls it: <c>DateTime.UtcNow</c>, <c>new Random</c>.</summary>
    public static string Shown(this ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } made => "new " + made.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } owner } => owner.Shown(),
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } made =>
            made.ContainingType.Name + "." + made.Name,
        IPropertySymbol { IsIndexer: true } indexer => indexer.ContainingType.Name + "[]",
        { ContainingType: { Name.Length: > 0 } type } => type.Name + "." + symbol.Name,
        _ => symbol.Name,
    };
}
