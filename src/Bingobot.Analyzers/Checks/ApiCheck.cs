using Bingobot.Analyzers.Apis;
using Bingobot.Analyzers.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Checks;

/// <summary>Members of the platform that say or do something that replay cannot repeat: <see cref="ApiTable"/>.</summary>
internal static class ApiCheck
{
    public static IEnumerable<Finding> Of(IOperation operation, CompilationFacts facts)
    {
        (ISymbol? member, Api? api) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, Of(call.TargetMethod, call.Instance, facts)),
            IMethodReferenceOperation method => (method.Method, Of(method.Method, method.Instance, facts)),
            IPropertyReferenceOperation property => (property.Property, Of(property.Property, property.Instance, facts)),
            IFieldReferenceOperation field => (field.Field, Of(field.Field, field.Instance, facts)),
            IEventReferenceOperation raised => (raised.Event, Of(raised.Event, raised.Instance, facts)),
            IObjectCreationOperation { Constructor: { } constructor } => (constructor, Of(constructor, null, facts)),
            _ => default((ISymbol?, Api?)),
        };
        return member is not null && api?.Rule is { } rule ? [operation.Breaks(rule, member.Shown(), api.Use)] : [];
    }

    private static Api? Of(ISymbol member, IOperation? instance, CompilationFacts facts)
    {
        if (facts.IsSource(member))
            return member is IMethodSymbol own ? ApiTable.OfSource(own) : null;
        return member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            ? ApiTable.OfConstructor(constructor)
            : ApiTable.Find(member, instance?.Type);
    }
}
