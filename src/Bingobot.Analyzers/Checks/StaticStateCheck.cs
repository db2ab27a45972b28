using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>
/// State that is not the module's state: static variables, static collections that are written to, and the fields of a module.
/// </summary>
internal static class StaticStateCheck
{
    private const string Use = "the module's state, which Apply returns anew; or make it readonly and immutable";

    /// <summary>Whatever a type calls these, they change it, or they change nothing and say so by returning a new one.</summary>
    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "AddBefore", "AddAfter", "AddOrUpdate", "TryAdd", "TryUpdate", "GetOrAdd",
        "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveFirst", "RemoveLast", "RemoveWhere", "TryRemove", "TryTake",
        "Clear", "Insert", "InsertRange", "Push", "TryPush", "Pop", "TryPop", "Enqueue", "TryEnqueue", "Dequeue", "TryDequeue",
        "EnqueueDequeue", "Sort", "Reverse", "UnionWith", "ExceptWith", "IntersectWith", "SymmetricExceptWith", "Append",
        "AppendLine", "AppendFormat", "AppendJoin", "Replace", "Set", "SetAll", "SetValue", "EnsureCapacity", "TrimExcess",
    };

    public static IEnumerable<Finding> Of(IOperation operation)
    {
        if (operation is IParameterReferenceOperation { Parameter: { } parameter } captured && captured.IsWritten()
            && parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } type }
            && IsModule(type))
            return [operation.Breaks(Rules.StaticState, type.Name + "." + parameter.Name, Use)];
        if (operation is not IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference)
            return [];
        bool broken = reference.Member.IsStatic
            ? IsMutable(reference.Member) || IsChanged(reference)
            : reference.Instance is IInstanceReferenceOperation && IsModule(reference.Member.ContainingType)
                && (reference.IsWritten() || IsChanged(reference));
        return broken ? [operation.Breaks(Rules.StaticState, reference.Member.Shown(), Use)] : [];
    }

    private static bool IsModule(ITypeSymbol type) => type.Is("Bingobot.Events.IModule");

    private static bool IsMutable(ISymbol member) => member switch
    {
        IFieldSymbol field => field is { IsConst: false, IsReadOnly: false },
        IPropertySymbol { SetMethod.IsInitOnly: false } property => property.IsAutomatic(),
        _ => false,
    };

    /// <summary>Whether what the variable holds is changed in place.</summary>
    private static bool IsChanged(IOperation variable)
    {
        IOperation value = variable;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        return value.Parent switch
        {
            IInvocationOperation call when call.Instance == value =>
                Mutators.Contains(call.TargetMethod.Name) && IsCollection(call.TargetMethod.ContainingType),
            IArrayElementReferenceOperation element => element.ArrayReference == value && element.IsWritten(),
            IMemberReferenceOperation member when member.Instance == value && !value.Type!.IsValueType => member.IsWritten(),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_Array } sorting } } =>
                sorting.Name is "Sort" or "Reverse" or "Fill" or "Clear",
            _ => false,
        };
    }

    private static bool IsCollection(ITypeSymbol type)
    {
        string space = type.ContainingNamespace.FullName();
        return type.Name == "StringBuilder"
            || space.StartsWith("System.Collections", StringComparison.Ordinal)
                && (space != "System.Collections.Immutable" || type.Name == "Builder");
    }
}
