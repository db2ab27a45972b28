using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>
/// Whose text depends on the culture. Whole numbers do for the sake of their sign, which is U+2212 in Swedish, Norwegian and
/// others: so those that are never negative do not.
/// </summary>
internal static class Formats
{
    private static readonly HashSet<string> Invariant = new(StringComparer.Ordinal)
    {
        "System.Guid", "System.Char", "System.Version", "System.Text.Rune", "System.Net.IPAddress", "System.Net.IPNetwork",
        "System.Uri",
    };

    private static readonly HashSet<string> Unsigned = new(StringComparer.Ordinal) { "System.UInt128" };

    private static readonly HashSet<string> Times = new(StringComparer.Ordinal)
    {
        "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
    };

    /// <summary>Whether the text of a value of this type depends on the culture.</summary>
    /// <param name="declared">Its type.</param>
    /// <param name="format">Its format; null: none is given.</param>
    /// <param name="value">The value, where it is known.</param>
    /// <param name="facts">The compilation.</param>
    public static bool Varies(ITypeSymbol? declared, string? format, IOperation? value, CompilationFacts facts)
    {
        ITypeSymbol? type = declared.Underlying();
        if (type is null or { TypeKind: TypeKind.Enum or TypeKind.TypeParameter or TypeKind.Error or TypeKind.Dynamic })
            return false;
        string name = type.FullName();
        if (name == "System.FormattableString")
            return true;
        if (facts.IsSource(type))
            return IsRecordOfSuch(type, facts, depth: 0);
        if (Invariant.Contains(name) || name.StartsWith("Bingobot.", StringComparison.Ordinal)
            || !type.AllInterfaces.Any(each => each.Name == "IFormattable") && type.Name != "IFormattable")
            return false;
        if (name == "System.TimeSpan")
            return format is "g" or "G";
        if (Times.Contains(name))
            return format is not ("O" or "o" or "R" or "r" or "s" or "u");
        return !(IsPlain(format) && (IsUnsigned(type, name) || IsHexadecimal(format) || value is not null && IsNeverNegative(value)));
    }

    /// <summary>The compiler's ToString of a record writes its parts by the current culture.</summary>
    private static bool IsRecordOfSuch(ITypeSymbol type, CompilationFacts facts, int depth)
    {
        if (!type.IsRecord || depth > 4
            || type.GetMembers("ToString").OfType<IMethodSymbol>().Any(each => each.Parameters.IsEmpty && !each.IsImplicitlyDeclared)
            || type.GetMembers("PrintMembers").Any(each => !each.IsImplicitlyDeclared))
            return false;
        return type.GetMembers().Any(member => member is IPropertySymbol
        {
            IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null, IsIndexer: false,
        } property && (facts.IsSource(property.Type)
            ? IsRecordOfSuch(property.Type, facts, depth + 1)
            : Varies(property.Type, null, null, facts)));
    }

    /// <summary>Digits alone: neither groups nor a decimal sign.</summary>
    private static bool IsPlain(string? format) =>
        string.IsNullOrEmpty(format) || format![0] is 'D' or 'd' or 'G' or 'g' || IsHexadecimal(format);

    private static bool IsHexadecimal(string? format) => format is { Length: > 0 } && format[0] is 'X' or 'x' or 'B' or 'b';

    private static bool IsUnsigned(ITypeSymbol type, string name) =>
        type.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32
            or SpecialType.System_UInt64 or SpecialType.System_UIntPtr
        || Unsigned.Contains(name);

    /// <summary>Constants, counts and lengths, and what is added to, multiplied or divided of these.</summary>
    private static bool IsNeverNegative(IOperation value)
    {
        value = value.Unconverted();
        if (value.Type?.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16
            or SpecialType.System_SByte))
            return IsUnsigned(value.Type!, value.Type?.FullName() ?? "");
        if (value.ConstantValue is { HasValue: true, Value: { } constant })
            return Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture) >= 0;
        return value switch
        {
            IPropertyReferenceOperation { Property: { Name: "Count" or "Length" or "LongLength", Parameters.IsEmpty: true } property } =>
                IsOfSystem(property),
            IInvocationOperation { TargetMethod: { Name: "Count" or "LongCount" } method } => IsOfSystem(method),
            IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide
                    or BinaryOperatorKind.Remainder,
            } sum => IsNeverNegative(sum.LeftOperand) && IsNeverNegative(sum.RightOperand),
            _ => false,
        };
    }

    private static bool IsOfSystem(ISymbol member)
    {
        string space = member.ContainingNamespace.FullName();
        return space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
    }
}
