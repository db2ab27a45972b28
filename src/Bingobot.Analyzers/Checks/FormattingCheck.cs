using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>Writing numbers and times as text without saying by whose customs.</summary>
internal static class FormattingCheck
{
    private const string Use = "CultureInfo.InvariantCulture, as in string.Create(CultureInfo.InvariantCulture, $\"…\")";

    public static IEnumerable<Finding> Of(IOperation operation, CompilationFacts facts) => operation switch
    {
        IInvocationOperation call => OfCall(call, facts),
        IMethodReferenceOperation { Method: { Name: "ToString", Parameters.IsEmpty: true } method } reference =>
            Breaks(reference, method.Shown(), Formats.Varies(reference.Instance?.Type ?? method.ContainingType, null, null, facts)),
        IInterpolationOperation { Expression: { } value } part when !IsFormattable(part) =>
            OfValue(value, Operations.Text(part.FormatString), facts),
        IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { TargetMethod.Name: "AppendFormatted" } call } part
            when !IsInvariant(part) => OfValue(call.Arguments[0].Value, FormatOf(call), facts),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, OperatorMethod: null } sum =>
            [.. OfValue(sum.LeftOperand, null, facts), .. OfValue(sum.RightOperand, null, facts)],
        ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String, OperatorMethod: null } sum =>
            OfValue(sum.Value, null, facts),
        IObjectCreationOperation { Constructor: { ContainingType: { Name: "StringWriter" } type } } made
            when type.FullName() == "System.IO.StringWriter" =>
            Breaks(made, "new StringWriter", !Operations.HasProvider(made.Arguments)),
        _ => [],
    };

    private static IEnumerable<Finding> OfCall(IInvocationOperation call, CompilationFacts facts)
    {
        IMethodSymbol method = call.TargetMethod;
        if (Operations.HasProvider(call.Arguments))
            return [];
        switch (method.Name)
        {
            case "ToString" or "TryFormat" when call.Instance is { } instance:
                return Breaks(call, Shown(instance, method), Formats.Varies(instance.Type, FormatOf(call), instance, facts));
            case "ToLongDateString" or "ToLongTimeString" or "ToShortDateString" or "ToShortTimeString" when IsTime(method.ContainingType):
                return Breaks(call, method.Shown(), true);
            case "GetDateTimeFormats" when IsTime(method.ContainingType):
                return Breaks(call, method.Shown(), true);
            case "Format" or "Concat" when method.ContainingType.SpecialType == SpecialType.System_String:
            case "ToString" when method.ContainingType.FullName() == "System.Convert":
                return OfArguments(call, facts);
            case "Join" when method.ContainingType.SpecialType == SpecialType.System_String:
                return [.. OfArguments(call, facts), .. OfElements(call, facts)];
            case "Append" or "Insert" or "AppendFormat" or "AppendJoin" when method.ContainingType.FullName() == "System.Text.StringBuilder":
                return [.. OfArguments(call, facts, method.Name == "Insert" ? 1 : 0), .. OfElements(call, facts)];
            default:
                return [];
        }
    }

    private static IEnumerable<Finding> OfArguments(IInvocationOperation call, CompilationFacts facts, int skipped = 0) =>
        call.Arguments.Where(argument => argument.Parameter?.Ordinal >= skipped && argument.ArgumentKind != ArgumentKind.DefaultValue)
            .SelectMany(Operations.Values)
            .Where(value => value.Unconverted().Type is not { SpecialType: SpecialType.System_Char })
            .SelectMany(value => OfValue(value, null, facts));

    /// <summary>Texts made of a sequence: what its elements are is a type argument.</summary>
    private static IEnumerable<Finding> OfElements(IInvocationOperation call, CompilationFacts facts) =>
        Breaks(call, call.TargetMethod.Shown(), call.TargetMethod.TypeArguments.Any(each => Formats.Varies(each, null, null, facts)));

    private static IEnumerable<Finding> OfValue(IOperation value, string? format, CompilationFacts facts)
    {
        IOperation inner = value.Unconverted();
        return inner.Type is { SpecialType: not SpecialType.System_String } type && Formats.Varies(type, format, inner, facts)
            ? [new Finding(Rules.Formatting, inner.Syntax.GetLocation(), inner.Syntax.ToString(), Use)]
            : [];
    }

    private static IEnumerable<Finding> Breaks(IOperation operation, string what, bool varies) =>
        varies ? [operation.Breaks(Rules.Formatting, what, Use)] : [];

    private static string Shown(IOperation instance, IMethodSymbol method) => (instance.Type?.Name ?? "") + "." + method.Name;

    private static bool IsTime(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_DateTime || type.FullName() is "System.DateOnly" or "System.TimeOnly";

    private static string? FormatOf(IInvocationOperation call) => Operations.Text(
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "format")?.Value);

    /// <summary>A FormattableString is not a text yet: whoever makes it one names the culture.</summary>
    private static bool IsFormattable(IInterpolationOperation part)
    {
        IOperation? at = part.Parent;
        while (at is IInterpolatedStringOperation or IBinaryOperation or IParenthesizedOperation)
            at = at.Parent;
        return at is IConversionOperation { Type.Name: "FormattableString" or "IFormattable" };
    }

    /// <summary>The handler that makes the text was given a culture, or does not write text by cultures.</summary>
    private static bool IsInvariant(IInterpolatedStringAppendOperation part)
    {
        IOperation? at = part.Parent;
        while (at is not null and not IInterpolatedStringHandlerCreationOperation)
            at = at.Parent;
        if (at is not IInterpolatedStringHandlerCreationOperation { HandlerCreation: IObjectCreationOperation made })
            return true;
        return made.Arguments.Any(argument => argument.Parameter?.Type.IsFormatProvider() == true && !Operations.IsNull(Given(argument.Value, at)))
            || made.Type?.Name is not ("DefaultInterpolatedStringHandler" or "AppendInterpolatedStringHandler" or "TryWriteInterpolatedStringHandler");
    }

    /// <summary>A handler's provider is that of the call which the text is for.</summary>
    private static IOperation Given(IOperation provider, IOperation handler)
    {
        if (provider.Unconverted() is not IInterpolatedStringHandlerArgumentPlaceholderOperation
            {
                PlaceholderKind: InterpolatedStringArgumentPlaceholderKind.CallsiteArgument, ArgumentIndex: var index,
            })
            return provider;
        IOperation? at = handler.Parent;
        while (at is IConversionOperation)
            at = at.Parent;
        return at is IArgumentOperation { Parent: IInvocationOperation call }
            && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == index) is { } given
            ? given.Value
            : provider;
    }
}
