using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Events.Tests.Modules.Plain;

/// <summary>A member of every plain kind.</summary>
public sealed record Everything(
    sbyte Tiny, short Small, int Whole, long Large, byte Byte, ushort Word, uint Natural, ulong Id, bool Is, string Text, ulong? Maybe, bool? Perhaps,
    string? Note);

public sealed record Renamed([property: JsonPropertyName("größe <&>")] int Size, string Text);

public sealed record Numbers(long Number, ulong Id);

public sealed record Swapped
{
    [JsonConstructor]
    public Swapped(string second, int first) => (First, Second) = (first, second);

    public int First { get; }

    public string Second { get; }
}

public sealed record Strict(int Percent)
{
    public int Percent { get; } = Percent is >= 0 and <= 100 ? Percent : throw new ArgumentOutOfRangeException(nameof(Percent));
}

public enum Mood
{
    Good,
    Bad,
}

public sealed record WithEnum(Mood Mood);

public sealed record WithFloat(double Value);

public sealed record WithTime(DateTimeOffset At);

public sealed record WithArray(int[] Values);

public sealed record WithSetter(int Value)
{
    public string More { get; set; } = "";
}

public sealed record WithRequired
{
    public required int Value { get; init; }
}

public sealed record WithConverter([property: JsonConverter(typeof(Doubling))] int Value);

public sealed record WithDefault(int Value, string? Text = "unless said");

public sealed record WithCallback(int Value) : IJsonOnDeserialized
{
    public int Seen { get; private set; }

    public void OnDeserialized() => Seen = Value;
}

public sealed record WithExtension(int Value)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}

public sealed record NoMembers;

internal sealed class Doubling : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetInt32() / 2;

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value * 2);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Everything))]
[JsonSerializable(typeof(Renamed))]
[JsonSerializable(typeof(Numbers))]
[JsonSerializable(typeof(Swapped))]
[JsonSerializable(typeof(Strict))]
[JsonSerializable(typeof(WithEnum))]
[JsonSerializable(typeof(WithFloat))]
[JsonSerializable(typeof(WithTime))]
[JsonSerializable(typeof(WithArray))]
[JsonSerializable(typeof(WithSetter))]
[JsonSerializable(typeof(WithRequired))]
[JsonSerializable(typeof(WithConverter))]
[JsonSerializable(typeof(WithDefault))]
[JsonSerializable(typeof(WithCallback))]
[JsonSerializable(typeof(WithExtension))]
[JsonSerializable(typeof(NoMembers))]
internal sealed partial class PlainJson : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Everything))]
[JsonSerializable(typeof(WithDefault))]
[JsonSerializable(typeof(WithEnum))]
internal sealed partial class SparseJson : JsonSerializerContext;

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
[JsonSerializable(typeof(Numbers))]
internal sealed partial class QuotedJson : JsonSerializerContext;

[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Everything))]
internal sealed partial class StrictNullsJson : JsonSerializerContext;

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Everything))]
internal sealed partial class StrictParametersJson : JsonSerializerContext;
