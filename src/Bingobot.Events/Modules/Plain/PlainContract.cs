using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events;

/// <summary>
/// Finds the JSON contracts of plain events: a class all of whose members are integers, truth values and texts that its constructor
/// takes, with nothing in the contract that would change how they are read.
/// </summary>
internal static class PlainContract
{
    /// <summary>The members in the order in which they are written, and what makes an event of them.</summary>
    /// <returns>False where the contract is not plain, or code cannot be made at run time.</returns>
    public static bool TryFind(
        JsonTypeInfo json, [NotNullWhen(true)] out PlainMember[]? members, [NotNullWhen(true)] out Func<PlainValue[], object>? create)
    {
        (members, create) = (null, null);
        if (!RuntimeFeature.IsDynamicCodeCompiled
            || !IsPlain(json)
            || json.ConstructorAttributeProvider is not ConstructorInfo constructor
            || constructor.GetParameters() is not { } parameters
            || parameters.Length != json.Properties.Count)
            return false;
        var found = new PlainMember[json.Properties.Count];
        int[] positions = new int[found.Length];
        for (int i = 0; i < found.Length; i++)
        {
            if (MemberOf(json, json.Properties[i], out positions[i]) is not { } member || parameters[positions[i]].ParameterType != member.Type)
                return false;
            found[i] = member;
        }

        if (positions.Distinct().Count() != positions.Length)
            return false;
        members = found;
        create = Creator(constructor, found, positions);
        return true;
    }

    private static bool IsPlain(JsonTypeInfo json)
    {
        JsonSerializerOptions options = json.Options;
        return json is { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null, OnDeserializing: null, OnDeserialized: null, Type.IsAbstract: false }
            && !typeof(IJsonOnDeserialized).IsAssignableFrom(json.Type)
            && !typeof(IJsonOnDeserializing).IsAssignableFrom(json.Type)
            && options is { ReferenceHandler: null, RespectNullableAnnotations: false, RespectRequiredConstructorParameters: false }
            && options.Converters.All(IsOfEnums);
    }

    private static bool IsOfEnums(JsonConverter converter) =>
        converter.GetType() is { } type
        && (type == typeof(JsonStringEnumConverter)
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(JsonStringEnumConverter<>)));

    private static PlainMember? MemberOf(JsonTypeInfo json, JsonPropertyInfo property, out int position)
    {
        position = -1;
        Type type = property.PropertyType;
        if (property.CustomConverter is not null
            || property.IsExtensionData
            || property.IsRequired
            || property.AssociatedParameter is not { IsMemberInitializer: false } parameter
            || parameter.ParameterType != type
            || PlainMember.KindOf(Nullable.GetUnderlyingType(type) ?? type) is null
            || !IsReadAsUsual(json.Options, type))
            return null;
        position = parameter.Position;
        bool canBeNull = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        bool mayBeAbsent = canBeNull && (!parameter.HasDefaultValue || parameter.DefaultValue is null);
        return new PlainMember(property.Name, type, mayBeAbsent, property.Get);
    }

    private static bool IsReadAsUsual(JsonSerializerOptions options, Type type) =>
        options.TryGetTypeInfo(type, out JsonTypeInfo? value) && value.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly;

    /// <summary>A function that calls the constructor, without an object for each number.</summary>
    private static Func<PlainValue[], object> Creator(ConstructorInfo constructor, PlainMember[] members, int[] positions)
    {
        ParameterExpression values = Expression.Parameter(typeof(PlainValue[]));
        var arguments = new Expression[members.Length];
        for (int i = 0; i < members.Length; i++)
            arguments[positions[i]] = Argument(Expression.ArrayIndex(values, Expression.Constant(i)), members[i]);
        return Expression.Lambda<Func<PlainValue[], object>>(Expression.New(constructor, arguments), values).Compile();
    }

    private static Expression Argument(Expression value, PlainMember member)
    {
        if (member.Kind == PlainKind.Text)
            return Expression.Field(value, Field(nameof(PlainValue.Text)));
        Expression number = Expression.Field(value, Field(nameof(PlainValue.Number)));
        Expression typed = member.Kind == PlainKind.Boolean
            ? Expression.NotEqual(number, Expression.Constant(0L))
            : Expression.Convert(number, Nullable.GetUnderlyingType(member.Type) ?? member.Type);
        return Nullable.GetUnderlyingType(member.Type) is null
            ? typed
            : Expression.Condition(
                Expression.Field(value, Field(nameof(PlainValue.IsAbsent))),
                Expression.Default(member.Type),
                Expression.Convert(typed, member.Type));
    }

    private static FieldInfo Field(string name) => typeof(PlainValue).GetField(name)!;
}
