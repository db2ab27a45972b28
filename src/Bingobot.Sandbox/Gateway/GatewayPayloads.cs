using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What the gateway sends besides events.</summary>
internal static class GatewayPayloads
{
    public static byte[] Hello(TimeSpan heartbeatInterval) => Json.Bytes(w =>
    {
        w.WriteStartObject();
        w.WriteNull("t");
        w.WriteNull("s");
        w.WriteNumber("op", Opcode.Hello);
        w.WriteStartObject("d");
        w.WriteNumber("heartbeat_interval", (long)heartbeatInterval.TotalMilliseconds);
        w.WriteEndObject();
        w.WriteEndObject();
    });

    public static byte[] HeartbeatAck { get; } = Bare(Opcode.HeartbeatAck);

    public static byte[] Reconnect { get; } = Bare(Opcode.Reconnect);

    public static byte[] InvalidSession(bool resumable) => Bare(Opcode.InvalidSession, resumable);

    public static byte[] Event(string type, long seq, ReadOnlyMemory<byte> data) => Json.Bytes(w =>
    {
        w.WriteStartObject();
        w.WriteString("t", type);
        w.WriteNumber("s", seq);
        w.WriteNumber("op", Opcode.Dispatch);
        w.WritePropertyName("d");
        w.WriteRawValue(data.Span, skipInputValidation: true);
        w.WriteEndObject();
    });

    private static byte[] Bare(int opcode, bool? data = null) => Json.Bytes(w =>
    {
        w.WriteStartObject();
        w.WriteNull("t");
        w.WriteNull("s");
        w.WriteNumber("op", opcode);
        if (data is { } value)
            w.WriteBoolean("d", value);
        else
            w.WriteNull("d");
        w.WriteEndObject();
    });
}

/// <summary>The bot's token, as the gateway takes it (bare) and as REST does ("Bot …").</summary>
internal static class Token
{
    private const string Prefix = "Bot ";

    public static bool Matches(string? given, string expected) =>
        given is not null
        && (given == expected
            || (given.StartsWith(Prefix, StringComparison.Ordinal) && given.AsSpan(Prefix.Length).SequenceEqual(expected)));

    public static int TryGetNumber(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number) ? number : -1;
}
