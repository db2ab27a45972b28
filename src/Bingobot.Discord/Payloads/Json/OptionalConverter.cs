using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Discord.Payloads.Json;

/// <summary>
/// Writes what is present. What is absent is left out by the property's own
/// <see cref="JsonIgnoreCondition.WhenWritingDefault"/>, so it never comes here.
/// </summary>
internal sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
{
    public override bool HandleNull => true;

    public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize(ref reader, TypeInfo(options))!);

    public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options)
    {
        if (!value.IsPresent)
            throw new JsonException("An absent field is left out by its property, which lacks WhenWritingDefault.");
        JsonSerializer.Serialize(writer, value.Value, TypeInfo(options));
    }

    private static JsonTypeInfo<T> TypeInfo(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}

/// <summary>The converters of the types that payloads have optional, named one by one since nothing is made by reflection.</summary>
internal sealed class OptionalConverterFactory : JsonConverterFactory
{
    private static readonly Dictionary<Type, JsonConverter> Converters = new()
    {
        [typeof(Optional<string?>)] = new OptionalConverter<string?>(),
        [typeof(Optional<Snowflake?>)] = new OptionalConverter<Snowflake?>(),
        [typeof(Optional<DateTimeOffset?>)] = new OptionalConverter<DateTimeOffset?>(),
        [typeof(Optional<Permissions?>)] = new OptionalConverter<Permissions?>(),
        [typeof(Optional<DefaultReaction?>)] = new OptionalConverter<DefaultReaction?>(),
        [typeof(Optional<IReadOnlyDictionary<string, string>?>)] = new OptionalConverter<IReadOnlyDictionary<string, string>?>(),
    };

    public override bool CanConvert(Type typeToConvert) => Converters.ContainsKey(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Converters[typeToConvert];
}
