using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Bingobot.Analyzers.Checks;

/// <summary>Questions about operations that the checks share.</summary>
internal static class Operations
{
    /// <summary>The value itself, without what the compiler or a cast makes of it.</summary>
    public static IOperation Unconverted(this IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { OperatorMethod: null } conversion: value = conversion.Operand; break;
                case IParenthesizedOperation inner: value = inner.Operand; break;
                default: return value;
            }
        }
    }

    /// <summary>Of a call in a chain its own name and arguments; of anything else the whole.</summary>
    public static Location Place(this IOperation operation)
    {
        SyntaxNode syntax = operation.Syntax;
        SimpleNameSyntax? name = (syntax is InvocationExpressionSyntax call ? call.Expression : syntax) switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        bool hasInstance = operation is IInvocationOperation { TargetMethod: { IsStatic: false } or { IsExtensionMethod: true } }
            or IMemberReferenceOperation { Instance: not null };
        return name is null || !hasInstance
            ? syntax.GetLocation()
            : Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(name.SpanStart, syntax.Span.End));
    }

    public static Finding Breaks(this IOperation operation, DiagnosticDescriptor rule, string what, string use) =>
        new(rule, operation.Place(), what, use);

    /// <summary>Whether an <c>IFormatProvider</c> is given that is not null.</summary>
    public static bool HasProvider(IEnumerable<IArgumentOperation> arguments) => arguments.Any(argument =>
        argument.Parameter?.Type.IsFormatProvider() == true && !IsNull(argument.Value));

    public static bool IsNull(IOperation value) =>
        value.Unconverted() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    public static string? Text(IOperation? value) =>
        value?.Unconverted().ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>The operation is assigned to, counted up or down, or passed by reference.</summary>
    public static bool IsWritten(this IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == operation,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation tuple => tuple.Parent is IDeconstructionAssignmentOperation assignment && assignment.Target == tuple,
        _ => false,
    };

    /// <summary>The values that are given, also as the elements of a params array.</summary>
    public static IEnumerable<IOperation> Values(IArgumentOperation argument)
    {
        if (argument.ArgumentKind == ArgumentKind.ParamArray
            && argument.Value.Unconverted() is IArrayCreationOperation { Initializer: { } elements })
            return elements.ElementValues;
        if (argument.ArgumentKind == ArgumentKind.ParamCollection && argument.Value.Unconverted() is ICollectionExpressionOperation made)
            return made.Elements;
        return [argument.Value];
    }
}
