namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>A whole message, or a control frame.</summary>
/// <param name="Kind">Text, binary, close, ping or pong.</param>
/// <param name="Payload">What it carries, in the reader's memory: good until more is read.</param>
internal readonly record struct SocketMessage(SocketOpcode Kind, ReadOnlyMemory<byte> Payload);
