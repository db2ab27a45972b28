using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>Reading numbers and times from text without saying by whose customs.</summary>
internal static class ParsingCheck
{
    private const string Use = "CultureInfo.InvariantCulture as its provider";

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly", "System.Half", "System.Int128",
        "System.UInt128", "System.Numerics.BigInteger", "System.Numerics.Complex", "System.IParsable`1",
        "System.ISpanParsable`1", "System.IUtf8SpanParsable`1", "System.Numerics.INumberBase`1",
    };

    public static IEnumerable<Finding> Of(IOperation operation)
    {
        (IMethodSymbol? method, bool hasProvider) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, Operations.HasProvider(call.Arguments)),
            IMethodReferenceOperation reference =>
                (reference.Method, reference.Method.Parameters.Any(each => each.Type.IsFormatProvider())),
            _ => default((IMethodSymbol?, bool)),
        };
        return method is { IsStatic: true } && !hasProvider && (Parses(method) || Converts(method))
            ? [operation.Breaks(Rules.Parsing, method.Shown(), Use)]
            : [];
    }

    private static bool Parses(IMethodSymbol method) =>
        method.Name is "Parse" or "TryParse" or "ParseExact" or "TryParseExact"
        && (method.ContainingType.SpecialType is (>= SpecialType.System_SByte and <= SpecialType.System_Double)
                or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_DateTime
            || Types.Contains(method.ContainingType.OriginalDefinition.FullName()));

    private static bool Converts(IMethodSymbol method) =>
        method.ContainingType is { Name: "Convert" } type && type.FullName() == "System.Convert"
        && method.Name.StartsWith("To", StringComparison.Ordinal)
        && method.Name is not ("ToBoolean" or "ToChar" or "ToString" or "ToBase64String" or "ToHexString" or "ToHexStringLower")
        && method.Parameters.Length == 1
        && (method.TakesFirst(SpecialType.System_String) || method.TakesFirst(SpecialType.System_Object));
}
