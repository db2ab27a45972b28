using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <summary>What payload types read, as the check of tests/interop takes it: every field with the kind of JSON that it is read as.</summary>
internal sealed class ReadShapes
{
    private readonly JsonObject _types = [];

    /// <summary>The types that were met, by name: their fields.</summary>
    public string TypesLine() => new JsonObject { ["types"] = _types.DeepClone() }.ToJsonString();

    /// <summary>What is read of an answer.</summary>
    public JsonObject Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
            return Of(type.GetGenericArguments()[0]);
        if (KindOf(type) is { } kind)
            return new JsonObject { ["kind"] = kind };
        JsonTypeInfo info = DiscordJson.Default.GetTypeInfo(type)
            ?? throw new InvalidOperationException($"{type} has no contract.");
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new JsonObject { ["kind"] = "array", ["item"] = Of(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new JsonObject { ["kind"] = "map" },
            JsonTypeInfoKind.Object => OfObject(info),
            _ => new JsonObject { ["kind"] = "any" },
        };
    }

    private JsonObject OfObject(JsonTypeInfo info)
    {
        string name = info.Type.Name;
        if (!_types.ContainsKey(name))
        {
            JsonObject fields = [];
            _types[name] = fields;
            foreach (JsonPropertyInfo field in info.Properties.Where(static field => field.Set is not null || IsInitialized(field)))
                fields[field.Name] = field.CustomConverter is null ? Of(field.PropertyType) : new JsonObject { ["kind"] = "any" };
        }

        return new JsonObject { ["kind"] = "object", ["type"] = name };
    }

    /// <summary>Set by its constructor.</summary>
    private static bool IsInitialized(JsonPropertyInfo field) =>
        field.AttributeProvider is PropertyInfo { CanWrite: true } or PropertyInfo { SetMethod: not null };

    private static string? KindOf(Type type)
    {
        if (type == typeof(Snowflake) || type == typeof(string) || type == typeof(DateTimeOffset))
            return "string";
        if (type == typeof(bool))
            return "boolean";
        if (type == typeof(Permissions))
            return "string";
        return type.IsEnum || type.IsPrimitive ? "number" : null;
    }
}
