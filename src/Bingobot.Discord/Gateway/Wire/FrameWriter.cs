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
    /// <summary>The most bytes of a frame that Discord takes.</summary>
    public const int MostBytes = 4096;

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

    /// <exception cref="ArgumentException">It is too long, as are those below.</exception>
    public static byte[] Presence(UpdatePresence presence) =>
        Write(GatewayOpcode.PresenceUpdate, presence, DiscordJson.Default.UpdatePresence);

    public static byte[] GuildMembers(RequestGuildMembers request) =>
        Write(GatewayOpcode.RequestGuildMembers, request, DiscordJson.Default.RequestGuildMembers);

    public static byte[] Voice(UpdateVoiceState state) =>
        Write(GatewayOpcode.VoiceStateUpdate, state, DiscordJson.Default.UpdateVoiceState);

    public static byte[] SoundboardSounds(RequestSoundboardSounds request) =>
        Write(GatewayOpcode.RequestSoundboardSounds, request, DiscordJson.Default.RequestSoundboardSounds);

    public static byte[] ChannelInfo(RequestChannelInfo request) =>
        Write(GatewayOpcode.RequestChannelInfo, request, DiscordJson.Default.RequestChannelInfo);

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
        return buffer.WrittenCount <= MostBytes
            ? buffer.WrittenSpan.ToArray()
            : throw new ArgumentException($"A frame of {buffer.WrittenCount} bytes is too long: Discord takes {MostBytes}.");
    }
}
