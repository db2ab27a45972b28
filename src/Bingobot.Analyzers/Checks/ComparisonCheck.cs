using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>Comparing, sorting and changing the case of text by a culture that nobody named.</summary>
internal static class ComparisonCheck
{
    private const string UseOrdinal = "StringComparison.Ordinal";
    private const string UseComparer = "StringComparer.Ordinal";
    private const string UseInvariantCase = "ToLowerInvariant or ToUpperInvariant";

    private static readonly HashSet<string> Sorted = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.SortedDictionary`2", "System.Collections.Generic.SortedSet`1",
        "System.Collections.Generic.SortedList`2",
    };

    private static readonly HashSet<string> Sorting = new(StringComparer.Ordinal)
    {
        "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "Min", "Max", "MinBy", "MaxBy",
        "ToImmutableSortedSet", "ToImmutableSortedDictionary",
    };

    public static IEnumerable<Finding> Of(IOperation operation)
    {
        (string What, string Use)? found = operation switch
        {
            IInvocationOperation call => OfCall(call.TargetMethod, call.Arguments),
            IMethodReferenceOperation reference => OfCall(reference.Method, []),
            IPropertyReferenceOperation { Property: { } property } => OfProperty(property, operation),
            IFieldReferenceOperation { Field: { } field } => OfField(field, operation),
            IObjectCreationOperation { Constructor: { } constructor } made => OfConstructor(constructor, made.Arguments),
            ICollectionExpressionOperation { Type: INamedTypeSymbol type } when IsSortedByText(type) =>
                ("[…] as " + type.Name, "a constructor with " + UseComparer),
            _ => null,
        };
        return found is { } it ? [operation.Breaks(Rules.Comparison, it.What, it.Use)] : [];
    }

    private static (string, string)? OfCall(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments)
    {
        INamedTypeSymbol type = method.ContainingType;
        string name = method.Name;
        switch (type.SpecialType)
        {
            case SpecialType.System_String:
                return OfText(method);
            case SpecialType.System_Char:
                return name is "ToLower" or "ToUpper" && method.Parameters.Length == 1 ? (method.Shown(), UseInvariantCase) : null;
            case SpecialType.System_Array when name is "Sort" or "BinarySearch":
                return ComparesText(method.TypeArguments.FirstOrDefault()) && !HasComparer(method, arguments)
                    ? (method.Shown(), UseComparer)
                    : null;
        }
        switch (type.OriginalDefinition.FullName())
        {
            case "System.MemoryExtensions" when name is "ToLower" or "ToUpper" && !arguments.Any(IsCulture):
                return (method.Shown(), UseInvariantCase);
            case "System.Linq.Enumerable" when Sorting.Contains(name):
            case "System.Collections.Immutable.ImmutableSortedSet" or "System.Collections.Immutable.ImmutableSortedDictionary":
                return ComparesText(Key(method)) && !HasComparer(method, arguments) ? (method.Shown(), UseComparer) : null;
            case "System.Collections.Generic.List`1" when name is "Sort" or "BinarySearch":
            case "System.Collections.Immutable.ImmutableArray`1" or "System.Collections.Immutable.ImmutableList`1"
                when name is "Sort" or "BinarySearch":
                return ComparesText(type.TypeArguments[0]) && !HasComparer(method, arguments) ? (method.Shown(), UseComparer) : null;
            default:
                return null;
        }
    }

    private static (string, string)? OfText(IMethodSymbol method)
    {
        bool told = method.Parameters.Any(each =>
            each.Type.Name is "StringComparison" or "CompareOptions" || each.Type.IsFormatProvider());
        if (told)
            return null;
        bool text = method.TakesFirst(SpecialType.System_String);
        return method.Name switch
        {
            "ToLower" or "ToUpper" => (method.Shown(), UseInvariantCase),
            "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" when text => (method.Shown(), UseOrdinal),
            "Compare" => (method.Shown(), "string.CompareOrdinal or " + UseOrdinal),
            "CompareTo" => (method.Shown(), "string.CompareOrdinal"),
            _ => null,
        };
    }

    private static (string, string)? OfProperty(IPropertySymbol property, IOperation operation) =>
        property.ContainingType.OriginalDefinition.FullName() switch
        {
            "System.StringComparer" when property.Name is "CurrentCulture" or "CurrentCultureIgnoreCase" =>
                (property.Shown(), UseComparer),
            "System.Collections.Generic.Comparer`1" when property.Name == "Default" && ComparesText(property.ContainingType.TypeArguments[0]) =>
                (property.Shown(), UseComparer),
            _ => null,
        };

    private static (string, string)? OfField(IFieldSymbol field, IOperation operation)
    {
        string type = field.ContainingType.OriginalDefinition.FullName();
        if (type == "System.StringComparison" && field.Name.StartsWith("CurrentCulture", StringComparison.Ordinal))
            return (field.Shown(), UseOrdinal);
        bool empty = field.Name == "Empty"
            && type is "System.Collections.Immutable.ImmutableSortedDictionary`2" or "System.Collections.Immutable.ImmutableSortedSet`1";
        return empty && ComparesText(field.ContainingType.TypeArguments[0]) && !IsGivenComparer(operation)
            ? (field.Shown(), $"WithComparer(s)({UseComparer}) on it")
            : null;
    }

    private static bool IsGivenComparer(IOperation empty) => empty.Parent is IInvocationOperation call && call.Instance == empty
        && call.TargetMethod.Name is "WithComparer" or "WithComparers";

    private static (string, string)? OfConstructor(IMethodSymbol constructor, IEnumerable<IArgumentOperation> arguments) =>
        IsSortedByText(constructor.ContainingType) && !HasComparer(constructor, arguments)
            ? (constructor.Shown(), UseComparer)
            : null;

    private static bool IsSortedByText(INamedTypeSymbol type) =>
        Sorted.Contains(type.OriginalDefinition.FullName()) && ComparesText(type.TypeArguments[0]);

    /// <summary>What a sorting operation compares: the result of its selector, or the elements.</summary>
    private static ITypeSymbol? Key(IMethodSymbol method) => method.Name switch
    {
        "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "MinBy" or "MaxBy" => method.TypeArguments.ElementAtOrDefault(1),
        "Min" or "Max" => method.ReturnType,
        "ToImmutableSortedDictionary" when method.TypeArguments.Length == 3 => method.TypeArguments[1],
        _ => method.TypeArguments.FirstOrDefault(),
    };

    /// <summary>The default comparer of tuples compares their parts.</summary>
    private static bool ComparesText(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_String }
        || type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TypeArguments.Any(ComparesText);

    private static bool HasComparer(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments)
    {
        if (!method.Parameters.Any(each => IsComparer(each.Type)))
            return false;
        List<IArgumentOperation> given = [.. arguments];
        return given.Count == 0 || given.Any(each => IsComparer(each.Parameter?.Type) && !Operations.IsNull(each.Value));
    }

    /// <summary>Copying a sorted collection also takes its comparer.</summary>
    private static bool IsComparer(ITypeSymbol? type) => type is { Name: "IComparer" or "Comparison" or "StringComparer" or "Comparer" };

    private static bool IsCulture(IArgumentOperation argument) =>
        argument.Parameter?.Type.IsFormatProvider() == true && !Operations.IsNull(argument.Value);
}
