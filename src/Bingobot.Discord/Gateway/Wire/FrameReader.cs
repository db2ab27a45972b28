using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>A frame's envelope, and where its data lies in the frame.</summary>
internal readonly record struct FrameHeader(GatewayOpcode Op, long? Sequence, string? Type, Range Data)
{
    /// <summary>The data's JSON within <paramref name="frame"/>; empty where the frame has none.</summary>
    public ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> frame) => frame[Data];
}

/// <summary>
/// Reads the envelope of frames without touching what they carry. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#payload-structure"/>.
/// </summary>
internal sealed class FrameReader
{
    private readonly EventNames _names = new();

    /// <summary>Reads one frame.</summary>
    /// <exception cref="JsonException">It is not one JSON object with an integral <c>op</c>.</exception>
    public FrameHeader Read(ReadOnlySpan<byte> frame)
    {
        try
        {
            return ReadEnvelope(frame);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A frame with a string that is not Unicode.", e);
        }
    }

    private FrameHeader ReadEnvelope(ReadOnlySpan<byte> frame)
    {
        int? op = null;
        long? sequence = null;
        string? type = null;
        var data = 0..0;

        var reader = new Utf8JsonReader(frame);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A frame is a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader);
            reader.Read();
            switch (field)
            {
                case 'o' when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value):
                    op = value;
                    break;
                case 's' when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value):
                    sequence = value;
                    break;
                case 't' when reader.TokenType == JsonTokenType.String:
                    type = reader.ValueIsEscaped ? reader.GetString() : _names.Get(reader.ValueSpan);
                    break;
                case 's' or 't' when reader.TokenType == JsonTokenType.Null:
                    break;
                case 'o' or 's' or 't':
                    throw new JsonException("The field 'op', 's' or 't' of a frame has the wrong type.");
                case 'd':
                    var start = checked((int)reader.TokenStartIndex);
                    reader.Skip();
                    data = start..checked((int)reader.BytesConsumed);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        if (reader.Read())
            throw new JsonException("A frame is one JSON object, with nothing after it.");
        return op is null
            ? throw new JsonException("A frame without 'op'.")
            : new FrameHeader((GatewayOpcode)op, sequence, type, data);
    }

    private static char FieldOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("op"u8))
            return 'o';
        if (reader.ValueTextEquals("s"u8))
            return 's';
        if (reader.ValueTextEquals("t"u8))
            return 't';
        return reader.ValueTextEquals("d"u8) ? 'd' : '\0';
    }
}
