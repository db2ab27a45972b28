using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Wire.Envelopes;

/// <summary>
/// Reads the envelope of frames. A dispatch as Discord writes it is not taken apart: of its data only the end is looked for, and
/// whoever reads the data finds out whether it is JSON; data that nobody wants is not touched. All other frames are read as JSON to
/// their end. See <see href="https://docs.discord.com/developers/events/gateway-events#payload-structure"/>.
/// </summary>
/// <param name="wanted">The names of the events whose data is wanted; null for all.</param>
internal sealed class FrameReader(IReadOnlySet<string>? wanted = null)
{
    private readonly EventNames _names = new(wanted);

    /// <summary>Reads one frame.</summary>
    /// <exception cref="JsonException">It is not one JSON object with an integral <c>op</c>.</exception>
    public FrameHeader Read(ReadOnlySpan<byte> frame) =>
        EnvelopeScanner.TryRead(frame, _names, out var header) ? header : ReadJson(frame);

    /// <summary>Reads one frame, whatever it looks like, as JSON.</summary>
    /// <exception cref="JsonException">It is not one JSON object with an integral <c>op</c>.</exception>
    internal FrameHeader ReadJson(ReadOnlySpan<byte> frame)
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
        EventName? type = null;
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
                    type = reader.ValueIsEscaped ? _names.Get(reader.GetString()!) : _names.Get(reader.ValueSpan);
                    break;
                case 's' or 't' when reader.TokenType == JsonTokenType.Null:
                    break;
                case 'o' or 's' or 't':
                    throw new JsonException("The field 'op', 's' or 't' of a frame has the wrong type.");
                // Discord writes the data last, so that of most unwanted events not a byte need be looked at.
                case 'd' when op == (int)GatewayOpcode.Dispatch && sequence is not null && type is { IsWanted: false }:
                    return new FrameHeader(GatewayOpcode.Dispatch, sequence, type.Text, default, IsWanted: false);
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
            : new FrameHeader((GatewayOpcode)op, sequence, type?.Text, data, type?.IsWanted ?? true);
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
