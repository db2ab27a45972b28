using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>Hash codes, which .NET seeds anew in each process.</summary>
internal static class HashCodeCheck
{
    private const string Use = "the value itself, or a hash with a fixed algorithm (XxHash3, SHA256)";

    /// <summary>Their hash codes are made of their bits alone.</summary>
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "System.Guid", "System.TimeSpan", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.Int128",
        "System.UInt128", "System.Text.Rune", "System.Half",
    };

    public static IEnumerable<Finding> Of(IOperation operation, CompilationFacts facts)
    {
        (IMethodSymbol? method, IOperation? instance) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Instance),
            IMethodReferenceOperation reference => (reference.Method, reference.Instance),
            _ => default((IMethodSymbol?, IOperation?)),
        };
        return method is not null && Varies(method, instance, facts)
            ? [operation.Breaks(Rules.HashCode, method.Shown(), Use)]
            : [];
    }

    private static bool Varies(IMethodSymbol method, IOperation? instance, CompilationFacts facts)
    {
        if (method.ContainingType is { Name: "HashCode" } type && type.FullName() == "System.HashCode")
            return method.Name != "ToHashCode";
        if (method.Name != "GetHashCode")
            return false;
        if (method.IsStatic || method.Parameters.Length > 0)
            return !facts.IsSource(method);
        ITypeSymbol? hashed = (instance?.Type ?? method.ContainingType).Underlying();
        return hashed is not null && !IsPlain(hashed) && !IsOwn(hashed, facts);
    }

    private static bool IsPlain(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_Double)
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_DateTime
        || Plain.Contains(type.FullName());

    /// <summary>A written override is looked at itself; the compiler's of a record is as good as its parts.</summary>
    private static bool IsOwn(ITypeSymbol type, CompilationFacts facts)
    {
        for (ITypeSymbol? at = type; at is not null && facts.IsSource(at); at = at.BaseType)
        {
            if (at.GetMembers("GetHashCode").OfType<IMethodSymbol>().FirstOrDefault(each => each.Parameters.IsEmpty) is not { } found)
                continue;
            return !found.IsImplicitlyDeclared || type.IsValueType && Parts(at).All(part => IsPlain(part) || IsOwn(part, facts));
        }
        return false;
    }

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol record) => record.GetMembers().OfType<IFieldSymbol>()
        .Where(field => !field.IsStatic).Select(field => field.Type.Underlying()!);
}
