using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads.Json;

/// <summary>Bounds of whole numbers are written without fraction or exponent, which a reader of integers might refuse.</summary>
internal sealed class WholeOrFractionConverter : JsonConverter<double>
{
    private const double Exact = 1L << 53;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (Math.Abs(value) <= Exact && Math.Truncate(value).Equals(value))
            writer.WriteNumberValue((long)value);
        else
            writer.WriteNumberValue(value);
    }
}
