using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>A frame's envelope, and where its data lies in the frame.</summary>
/// <param name="Op">What the frame means.</param>
/// <param name="Sequence">Of a dispatch: its place in the session.</param>
/// <param name="Type">Of a dispatch: the event's name.</param>
/// <param name="Data">Where the data lies; empty where there is none, or nobody wants it.</param>
/// <param name="IsWanted">Of a dispatch: whether its data is wanted. What is not is passed over unread.</param>
internal readonly record struct FrameHeader(GatewayOpcode Op, long? Sequence, string? Type, Range Data, bool IsWanted = true)
{
    /// <summary>The data's JSON within <paramref name="frame"/>; empty where the frame has none.</summary>
    public ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> frame) => frame[Data];
}

/// <summary>
/// Reads the envelope of frames: what they carry is checked to be JSON where it is wanted, and not touched otherwise. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#payload-structure"/>.
/// </summary>
/// <param name="wanted">The names of the events whose data is wanted; null for all.</param>
internal sealed class FrameReader(IReadOnlySet<string>? wanted = null)
{
    private readonly EventNames _names = new(wanted);

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
