using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>
/// The order of a hash table leaves it: by a loop, by a conversion to a sequence, by a method that depends on the order. Not
/// where it is sorted at once, goes into a collection that has an order or none of its own, or does not matter.
/// </summary>
internal static class HashOrderCheck
{
    private const string Use = "a sorted collection (ImmutableSortedDictionary, SortedSet …), or OrderBy with a key that is unique";

    public static IEnumerable<Finding> Of(IOperation operation) =>
        IsSource(operation) && Leaves(operation)
            ? [operation.Breaks(Rules.HashOrder, Shown(operation), Use)]
            : [];

    private static string Shown(IOperation operation) => operation switch
    {
        IMemberReferenceOperation member => member.Member.Shown(),
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IInvocationOperation call => call.TargetMethod.Shown(),
        _ => operation.Type?.Name ?? "",
    };

    /// <summary>A value of an unordered type, or the keys or values of one.</summary>
    private static bool IsSource(IOperation operation)
    {
        if (operation is IConversionOperation or IParenthesizedOperation or IInstanceReferenceOperation or IConditionalOperation
            or ICoalesceOperation or IAssignmentOperation or IArgumentOperation)
            return false;
        return Unordered.Is(operation.Type)
            || operation is IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { } table }
                && Unordered.Is(table.Unconverted().Type);
    }

    private static bool Leaves(IOperation source)
    {
        // A sequence no longer shows by its type that it has no order, so it may not be stored.
        bool sequence = !Unordered.Is(source.Type);
        IOperation at = source;
        while (at.Parent is { } parent)
        {
            switch (parent)
            {
                case IConversionOperation conversion when conversion.OperatorMethod is not null:
                    return false;
                case IConversionOperation { Type: { } target }:
                    if (target.SpecialType == SpecialType.System_Object || target.TypeKind == TypeKind.TypeParameter)
                        return sequence;
                    if (!sequence && Unordered.Is(target))
                        break;
                    if (!Unordered.IsSequence(target))
                        return false;
                    sequence = true;
                    break;
                case IParenthesizedOperation or IConditionalAccessOperation or ITranslatedQueryOperation:
                    break;
                case IConditionalOperation choice when choice.Condition != at:
                case ICoalesceOperation:
                    break;
                case IForEachLoopOperation loop:
                    return loop.Collection == at;
                case ISpreadOperation spread:
                    return !Unordered.Takes((spread.Parent as ICollectionExpressionOperation)?.Type);
                case IInvocationOperation call when call.Instance == at:
                    return Unordered.Shows(call.TargetMethod.Name);
                case IMemberReferenceOperation member when member.Instance == at:
                    return false;
                case IArgumentOperation { Parameter: { } parameter } argument:
                    switch (Passing(argument, parameter, sequence))
                    {
                        case Fate.Kept: return false;
                        case Fate.Lost: return true;
                        default:
                            at = argument.Parent!;
                            sequence = !Unordered.Is(at.Type);
                            continue;
                    }
                case IExpressionStatementOperation or IIsPatternOperation or IIsTypeOperation or IBinaryOperation:
                    return false;
                default:
                    return sequence;
            }
            at = parent;
        }
        return false;
    }

    private enum Fate
    {
        /// <summary>The order does not matter, or is made at once.</summary>
        Kept,

        /// <summary>The result has the order of the hash table.</summary>
        Goes,

        /// <summary>The order matters.</summary>
        Lost,
    }

    private static Fate Passing(IArgumentOperation argument, IParameterSymbol parameter, bool sequence)
    {
        if (!sequence)
            return Fate.Kept;
        switch (argument.Parent)
        {
            case IInvocationOperation { TargetMethod: { } method } call:
                if (method.ContainingType.FullName() == "System.Linq.Enumerable")
                    return OfLinq(method.Name, method.ReturnType, isFirst: parameter.Ordinal == 0);
                bool takes = Unordered.Takes(method.ReturnType) || Unordered.Takes(method.ContainingType)
                    || Unordered.Takes(call.Instance?.Type);
                return takes ? Fate.Kept : Fate.Lost;
            case IObjectCreationOperation made:
                return Unordered.Takes(made.Type) ? Fate.Kept : Fate.Lost;
            default:
                return Fate.Lost;
        }
    }

    private static Fate OfLinq(string method, ITypeSymbol result, bool isFirst) => method switch
    {
        "Count" or "LongCount" or "Any" or "All" or "Contains" or "Min" or "Max" or "Single" or "SingleOrDefault"
            or "TryGetNonEnumeratedCount" or "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending"
            or "ToHashSet" or "ToDictionary" => Fate.Kept,
        "Sum" or "Average" => IsFloating(result) ? Fate.Lost : Fate.Kept,
        // These two have the order of the first sequence alone.
        "Except" or "Intersect" or "ExceptBy" or "IntersectBy" => isFirst ? Fate.Goes : Fate.Kept,
        "Select" or "Where" or "SelectMany" or "Cast" or "OfType" or "Distinct" or "DistinctBy" or "Concat" or "Union"
            or "UnionBy" or "GroupBy" or "Append" or "Prepend" or "DefaultIfEmpty" or "AsEnumerable" or "Join" or "LeftJoin"
            or "GroupJoin" or "CountBy" => Fate.Goes,
        _ => Fate.Lost,
    };

    /// <summary>A sum of floating-point numbers depends on their order.</summary>
    private static bool IsFloating(ITypeSymbol type) =>
        type.Underlying()?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;
}
