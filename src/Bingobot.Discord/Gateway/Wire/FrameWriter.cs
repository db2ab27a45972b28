using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>
/// Writes the frames that a client sends; none is larger than 4,096 bytes. See
/// <see href="https://docs.discord.com/developers/events/gateway#sending-events"/>.
/// </summary>
internal static class FrameWriter
{
    public static byte[] Heartbeat(long? sequence) => Write(
        GatewayOpcode.Heartbeat,
        sequence,
        static (writer, value) =>
        {
            if (value is { } number)
                writer.WriteNumberValue(number);
            else
                writer.WriteNullValue();
        });

    public static byte[] Identify(Identify identify) =>
        Write(GatewayOpcode.Identify, identify, DiscordJson.Default.Identify);

    public static byte[] Resume(Resume resume) =>
        Write(GatewayOpcode.Resume, resume, DiscordJson.Default.Resume);

    private static byte[] Write<T>(GatewayOpcode op, T data, JsonTypeInfo<T> type) =>
        Write(op, (data, type), static (writer, given) => JsonSerializer.Serialize(writer, given.data, given.type));

    private static byte[] Write<T>(GatewayOpcode op, T data, Action<Utf8JsonWriter, T> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("op"u8, (int)op);
        writer.WritePropertyName("d"u8);
        writeData(writer, data);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
