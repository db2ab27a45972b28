using Bingobot.Analyzers.Apis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bingobot.Analyzers.Graph;

/// <summary>Which functions an operation calls, and which it stores for later.</summary>
internal static class Edges
{
    public static void Note(IOperation operation, FunctionFacts at, CompilationFacts facts)
    {
        foreach (Edge edge in Called(operation))
        {
            if (edge.IsVirtual || facts.IsSource(edge.Target))
                at.Edges.Enqueue(edge with { Target = CompilationFacts.Canonical(edge.Target) });
        }
        foreach ((ISymbol holder, IOperation value) in Stored(operation))
        {
            if (facts.IsSource(holder))
                Hold(facts.Of(CompilationFacts.Canonical(holder)), value);
        }
    }

    /// <summary>The functions that a value of a delegate type may be, and the variables that it may come from.</summary>
    public static IEnumerable<Edge> Functions(IOperation? value)
    {
        Stack<IOperation> open = new();
        if (value is not null)
            open.Push(value);
        while (open.Count > 0)
        {
            switch (open.Pop())
            {
                case IConversionOperation conversion: open.Push(conversion.Operand); break;
                case IParenthesizedOperation inner: open.Push(inner.Operand); break;
                case IDelegateCreationOperation made: open.Push(made.Target); break;
                case ISimpleAssignmentOperation assignment: open.Push(assignment.Value); break;
                case IAnonymousFunctionOperation lambda: yield return new Edge(lambda.Symbol); break;
                case IMethodReferenceOperation method: yield return Of(method); break;
                case IInvocationOperation call: yield return Of(call.TargetMethod, call.IsVirtual, call.Instance); break;
                case ILocalReferenceOperation local: yield return Held(local.Local); break;
                case IParameterReferenceOperation parameter: yield return Held(parameter.Parameter); break;
                case IFieldReferenceOperation field: yield return Held(field.Field); break;
                case IPropertyReferenceOperation property:
                    yield return Held(property.Property);
                    if (property.Property.GetMethod is { } getter)
                        yield return Of(getter, IsVirtual(getter, property.Instance), property.Instance);
                    break;
                case IConditionalOperation conditional:
                    if (conditional.WhenFalse is { } otherwise)
                        open.Push(otherwise);
                    open.Push(conditional.WhenTrue);
                    break;
                case ICoalesceOperation coalesce:
                    open.Push(coalesce.WhenNull);
                    open.Push(coalesce.Value);
                    break;
                case ISwitchExpressionOperation choice:
                    foreach (ISwitchExpressionArmOperation arm in choice.Arms)
                        open.Push(arm.Value);
                    break;
            }
        }
    }

    public static Edge Of(IMethodReferenceOperation method) => Of(method.Method, method.IsVirtual, method.Instance);

    private static void Hold(FunctionFacts holder, IOperation value)
    {
        foreach (Edge edge in Functions(value))
            holder.Edges.Enqueue(edge);
    }

    private static IEnumerable<Edge> Called(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                return [Of(call.TargetMethod, call.IsVirtual, call.Instance)];
            case IMethodReferenceOperation method:
                return RootFinder.IsHandedOver(method) ? [] : [Of(method)];
            case IPropertyReferenceOperation property:
                return Accessors(property);
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } change:
                return Maybe(change.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod, reference.Instance);
            case IFieldReferenceOperation { Field: { IsConst: false } field } when field.IsStatic || field.Type.IsDelegate():
                return [Held(field), .. StaticConstructor(field.ContainingType)];
            case IEventReferenceOperation { Parent: not IEventAssignmentOperation } raised:
                return [Held(raised.Event)];
            case ILocalReferenceOperation { Local: { } local } when local.Type.IsDelegate():
                return [Held(local)];
            case IObjectCreationOperation { Constructor: { } constructor }:
                return [Of(constructor), .. StaticConstructor(constructor.ContainingType)];
            case IBinaryOperation { OperatorMethod: { } method }:
                return [Of(method)];
            case IUnaryOperation { OperatorMethod: { } method }:
                return [Of(method)];
            case IIncrementOrDecrementOperation { OperatorMethod: { } method }:
                return [Of(method)];
            case ICompoundAssignmentOperation { OperatorMethod: { } method }:
                return [Of(method)];
            case IConversionOperation { OperatorMethod: { } method }:
                return [Of(method)];
            case IWithOperation { CloneMethod.ContainingType: { } record }:
                return Copying(record);
            case IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol method }:
                return [Of(method)];
            case IListPatternOperation list:
                return [.. Getter(list.LengthSymbol), .. Getter(list.IndexerSymbol)];
            case IForEachLoopOperation loop:
                return Enumerating(loop);
            case IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax syntax, SemanticModel: { } model }:
                return Deconstructing(model.GetDeconstructionInfo(syntax));
            case IUsingOperation or IUsingDeclarationOperation:
                return Disposing(operation);
            case IInterpolationOperation { Expression: { } expression }:
                return Text(expression);
            case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments.Length: > 0 } append }:
                return Text(append.Arguments[0].Value);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return [.. Text(sum.LeftOperand), .. Text(sum.RightOperand)];
            default:
                return [];
        }
    }

    private static IEnumerable<(ISymbol Holder, IOperation Value)> Stored(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation assignment => To(assignment.Target, assignment.Value),
        ICoalesceAssignmentOperation assignment => To(assignment.Target, assignment.Value),
        ICompoundAssignmentOperation assignment => To(assignment.Target, assignment.Value),
        IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } change =>
            [(reference.Event, change.HandlerValue)],
        IVariableDeclaratorOperation { Symbol: { } local } declarator when local.Type.IsDelegate()
            && (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initial =>
            [(local, initial.Value)],
        IArgumentOperation { Parameter: { } parameter } argument when parameter.Type.IsDelegate() =>
            [(parameter, argument.Value)],
        _ => [],
    };

    private static IEnumerable<(ISymbol Holder, IOperation Value)> To(IOperation target, IOperation value) => target switch
    {
        _ when !target.Type.IsDelegate() => [],
        ILocalReferenceOperation local => [(local.Local, value)],
        IParameterReferenceOperation parameter => [(parameter.Parameter, value)],
        IFieldReferenceOperation field => [(field.Field, value)],
        IPropertyReferenceOperation property => [(property.Property, value)],
        _ => [],
    };

    private static Edge Of(IMethodSymbol method, bool isVirtual = false, IOperation? instance = null) =>
        new(CompilationFacts.Canonical(method), isVirtual, instance?.Type ?? method.ContainingType);

    private static Edge On(IMethodSymbol method, ITypeSymbol receiver) =>
        new(CompilationFacts.Canonical(method), IsVirtual(method, null), receiver);

    private static Edge Held(ISymbol variable) => new(CompilationFacts.Canonical(variable));

    private static IEnumerable<Edge> Maybe(IMethodSymbol? method, IOperation? instance) =>
        method is null ? [] : [Of(method, IsVirtual(method, instance), instance)];

    private static bool IsVirtual(IMethodSymbol method, IOperation? instance) =>
        (method.IsVirtual || method.IsAbstract || method.IsOverride)
        && instance?.Syntax is not BaseExpressionSyntax;

    private static IEnumerable<Edge> Getter(ISymbol? member) => member switch
    {
        IPropertySymbol { GetMethod: { } getter } => [Of(getter, IsVirtual(getter, null))],
        IMethodSymbol method => [Of(method)],
        _ => [],
    };

    private static List<Edge> Accessors(IPropertyReferenceOperation property)
    {
        bool written = property.Parent is IAssignmentOperation { Target: var target } && target == property;
        bool read = !written || property.Parent is ICompoundAssignmentOperation or ICoalesceAssignmentOperation;
        written |= property.Parent is IIncrementOrDecrementOperation;
        IPropertySymbol symbol = property.Property;
        List<Edge> edges = [];
        if (read)
            edges.AddRange(Maybe(symbol.GetMethod, property.Instance));
        if (written)
            edges.AddRange(Maybe(symbol.SetMethod, property.Instance));
        if (symbol.IsStatic)
            edges.AddRange(StaticConstructor(symbol.ContainingType));
        if (symbol.IsStatic || symbol.Type.IsDelegate())
            edges.Add(Held(symbol));
        return edges;
    }

    private static IEnumerable<Edge> StaticConstructor(INamedTypeSymbol? type) =>
        type is null ? [] : type.StaticConstructors.Where(each => !each.IsImplicitlyDeclared).Select(each => Of(each));

    private static IEnumerable<Edge> Copying(INamedTypeSymbol record) => record.InstanceConstructors
        .Where(each => each.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(each.Parameters[0].Type, record))
        .Select(each => Of(each));

    private static IEnumerable<Edge> Enumerating(IForEachLoopOperation loop)
    {
        if (loop.Syntax is not CommonForEachStatementSyntax syntax || loop.SemanticModel is not { } model)
            return [];
        ForEachStatementInfo info = model.GetForEachStatementInfo(syntax);
        IOperation collection = loop.Collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : loop.Collection;
        ITypeSymbol? enumerator = collection.Type is IArrayTypeSymbol ? null : info.GetEnumeratorMethod?.ReturnType;
        IEnumerable<Edge> deconstruction = syntax is ForEachVariableStatementSyntax variables
            ? Deconstructing(model.GetDeconstructionInfo(variables))
            : [];
        if (enumerator is null)
            return deconstruction;
        IMethodSymbol?[] steps = [info.MoveNextMethod, info.CurrentProperty?.GetMethod, info.DisposeMethod];
        return
        [
            .. Maybe(info.GetEnumeratorMethod, collection),
            .. steps.OfType<IMethodSymbol>().Select(step => On(step, enumerator)),
            .. deconstruction,
        ];
    }

    private static IEnumerable<Edge> Deconstructing(DeconstructionInfo info) =>
        [.. info.Method is { } method ? [Of(method)] : Array.Empty<Edge>(), .. info.Nested.SelectMany(Deconstructing)];

    private static IEnumerable<Edge> Disposing(IOperation operation)
    {
        IEnumerable<ITypeSymbol?> types = operation switch
        {
            IUsingOperation { Resources: IVariableDeclarationGroupOperation group } => Declared(group),
            IUsingOperation used => [used.Resources.Type],
            IUsingDeclarationOperation used => Declared(used.DeclarationGroup),
            _ => [],
        };
        return types.OfType<INamedTypeSymbol>().SelectMany(type => type.WithBases()
            .SelectMany(each => each.GetMembers("Dispose").OfType<IMethodSymbol>())
            .Where(method => method.Parameters.IsEmpty)
            .Take(1)
            .Select(method => On(method, type)));
    }

    private static IEnumerable<ITypeSymbol?> Declared(IVariableDeclarationGroupOperation group) =>
        group.Declarations.SelectMany(each => each.Declarators).Select(each => each.Symbol.Type);

    /// <summary>What makes a text of a value where that is put into one.</summary>
    private static IEnumerable<Edge> Text(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true } conversion)
            value = conversion.Operand;
        for (ITypeSymbol? type = value.Type; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            IMethodSymbol[] found = [.. type.GetMembers("ToString").OfType<IMethodSymbol>()
                .Where(each => each.IsOverride || each.Parameters.Length == 2)];
            if (found.Length > 0)
                return found.Select(each => Of(each));
        }
        return [];
    }
}
